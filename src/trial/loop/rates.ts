import type { Seen } from '../serve/policy.ts'

/** Starts per impression, with its interval of 95 %. */
export interface StartRate {
  readonly impressions: number
  readonly starts: number
  readonly value: number
  readonly low: number
  readonly high: number
}

/** One number over another, with its interval of 95 %. */
export interface RateRatio {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** Quantile of the normal distribution for 95 %. */
const Z = 1.959964

/**
 * Starts per impression over viewers: a viewer's impressions are alike, so the interval goes by viewers (delta method for a ratio
 * of means; Deng et al. 2018, Applying the delta method in metric analytics, KDD).
 */
export function startRate(seen: readonly Seen[]): StartRate {
  const viewers = new Map<string, { impressions: number; starts: number }>()
  for (const { viewer, started } of seen) {
    const own = viewers.get(viewer.id) ?? { impressions: 0, starts: 0 }
    viewers.set(viewer.id, { impressions: own.impressions + 1, starts: own.starts + Number(started) })
  }
  const [impressions, starts] = [seen.length, seen.filter(({ started }) => started).length]
  const value = impressions > 0 ? starts / impressions : 0
  let squares = 0
  for (const own of viewers.values()) squares += (own.starts - value * own.impressions) ** 2
  const half = impressions > 0 ? (Z * Math.sqrt(squares)) / impressions : 0
  return { impressions, starts, value, low: Math.max(0, value - half), high: Math.min(1, value + half) }
}

/** One rate over another, as if of different viewers, which only widens the interval where they are the same. */
export function rateRatio(one: StartRate, other: StartRate): RateRatio {
  if (one.value <= 0 || other.value <= 0) return { value: 0, low: 0, high: 0 }
  const value = one.value / other.value
  const relative = ({ value: rate, high }: StartRate): number => (high - rate) / rate
  const half = Math.sqrt(relative(one) ** 2 + relative(other) ** 2)
  return { value, low: value * Math.exp(-half), high: value * Math.exp(half) }
}

/** The share of the assets that were there which anybody was shown, on an average day. */
export function coverage(seen: readonly Seen[], assetsOn: (day: number) => number): number {
  const days = new Map<number, Set<string>>()
  for (const { day, assetId } of seen) days.set(day, (days.get(day) ?? new Set()).add(assetId))
  const shares = [...days].map(([day, assets]) => assets.size / assetsOn(day))
  return shares.length > 0 ? shares.reduce((sum, share) => sum + share, 0) / shares.length : 0
}
