import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedHead, LearnedRate } from '../../model/learned/learned-run.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { shareOfDay } from './age.ts'
import { gammaRate } from './gamma-rate.ts'
import { fittedStrength, type RateCounts } from './strength.ts'

/** What was counted of an asset on a surface on one day (UTC, as `2026-11-22`), in whatever places. */
export interface DailyResult {
  readonly assetId: AssetId
  readonly surface: SurfaceId
  readonly day: string
  readonly impressions: number
  readonly rewarded: number
}

/** The rates of an asset, by surface. */
export type RatesOfAsset = Readonly<Partial<Record<SurfaceId, LearnedRate>>>

/** What is known of rates before the results of some days. */
export interface RatePrior {
  /** The last day whose results it holds: those of that day and before it are not counted again. Null: it holds none. */
  readonly until: string | null
  readonly assets: ReadonlyMap<AssetId, RatesOfAsset>
  /** The rate of a surface as a whole, and how many impressions it is worth for an asset of which nothing is known. */
  readonly surfaces: Readonly<Partial<Record<SurfaceId, SurfacePrior>>>
}

/** The rate of a surface as a whole, and the impressions that it is worth for each of its assets. */
export interface SurfacePrior {
  readonly rate: number
  readonly strength: number
}

/** Nothing is known: the results have to say all. */
export const NO_PRIOR: RatePrior = { until: null, assets: new Map(), surfaces: {} }

/** So many rewards of a level that did not change stand against what the results say of how far places are looked at. */
const STEADY_REWARDS = 20

/** A run, as far as rates need it. */
export interface RatesOfRun {
  readonly head: Pick<LearnedHead, 'data'>
  readonly assets: Iterable<readonly [AssetId, { readonly surfaces: RatesOfAsset }]>
}

/**
 * What a run knows of rates: made once a run, it serves every cycle.
 */
export function priorOf(run: RatesOfRun): RatePrior {
  const assets = new Map([...run.assets].map(([id, { surfaces }]) => [id, surfaces]))
  const surfaces: Partial<Record<SurfaceId, SurfacePrior>> = {}
  for (const surface of SURFACE_IDS) {
    const rates = [...assets.values()].flatMap((rate) => rate[surface] ?? [])
    if (rates.length > 0) surfaces[surface] = surfacePrior(rates)
  }
  return { until: lastDayOf(run.head.data.to), assets, surfaces }
}

/**
 * The rates of every asset, from the results of some days on top of what is known: old results count half after each
 * `RESULT_HALF_LIFE_DAYS`. Regions are pooled by whoever adds up the results.
 *
 * Results do not say the place. Their rates are compared with those that are known, surface by surface and day by day:
 * a day whose rewards are fewer than the known rates let expect was seen in farther places, and its impressions count
 * for less. So impressions stay those of a first place, as a run's are.
 *
 * Cheap: one pass over the results and one over the assets.
 *
 * @param today the day that counts in full, as `2026-11-22`
 * @throws RangeError for a day that is none
 */
export function posteriorsOf(
  results: readonly DailyResult[],
  prior: RatePrior,
  today: string,
): ReadonlyMap<AssetId, RatesOfAsset> {
  const fresh = results.filter((result) => isSound(result) && (prior.until === null || result.day > prior.until))
  const counts = countsOf(fresh, prior, today)
  const kept = prior.until === null ? 1 : shareOfDay(prior.until, today)
  const surfaces = surfacesOf(counts, prior)
  const posteriors = new Map<AssetId, RatesOfAsset>()
  for (const id of new Set([...prior.assets.keys(), ...counts.keys()])) {
    const [known, now] = [prior.assets.get(id) ?? {}, counts.get(id) ?? {}]
    const rates: Partial<Record<SurfaceId, LearnedRate>> = {}
    for (const surface of SURFACE_IDS) {
      const [before, counted] = [known[surface], now[surface]]
      if (before === undefined && counted === undefined) continue
      const { rate, strength } = surfaces[surface] ?? NOTHING_EXPECTED
      rates[surface] = withCounts(before, counted ?? NOTHING_COUNTED, { kept, rate, strength })
    }
    posteriors.set(id, rates)
  }
  return posteriors
}

interface Counts {
  readonly impressions: number
  readonly rewarded: number
}

const NOTHING_COUNTED: Counts = { impressions: 0, rewarded: 0 }
const NOTHING_EXPECTED: SurfacePrior = { rate: 0, strength: 1 }

/** The known rate stays as strong as its own impressions, as far as they still count, and the surface's prior make it. */
function withCounts(
  before: LearnedRate | undefined,
  counted: Counts,
  { kept, rate, strength }: SurfacePrior & { readonly kept: number },
): LearnedRate {
  if (before === undefined) return gammaRate({ ...counted, expected: rate, strength })
  const impressions = before.impressions * kept
  const known = gammaRate({ ...counted, expected: before.rate, strength: strength + impressions })
  return {
    ...known,
    impressions: impressions + counted.impressions,
    rewarded: before.rewarded * kept + counted.rewarded,
  }
}

type CountsOfAsset = Partial<Record<SurfaceId, Counts>>

function countsOf(results: readonly DailyResult[], prior: RatePrior, today: string): Map<AssetId, CountsOfAsset> {
  const factors = placeFactors(results, prior)
  const counts = new Map<AssetId, CountsOfAsset>()
  for (const { assetId, surface, day, impressions, rewarded } of results) {
    const share = shareOfDay(day, today)
    const own = counts.get(assetId) ?? {}
    const before = own[surface] ?? NOTHING_COUNTED
    own[surface] = {
      impressions: before.impressions + impressions * share * (factors.get(`${surface} ${day}`) ?? 1),
      rewarded: before.rewarded + rewarded * share,
    }
    counts.set(assetId, own)
  }
  return counts
}

/** Rewards of a surface's day over those that the known rates let expect of its impressions; at most 1. */
function placeFactors(results: readonly DailyResult[], { assets }: RatePrior): ReadonlyMap<string, number> {
  const sums = new Map<string, { rewarded: number; expected: number }>()
  for (const { assetId, surface, day, impressions, rewarded } of results) {
    const known = assets.get(assetId)?.[surface]
    if (known === undefined) continue
    const key = `${surface} ${day}`
    const sum = sums.get(key) ?? { rewarded: 0, expected: 0 }
    sum.rewarded += rewarded
    sum.expected += impressions * known.rate
    sums.set(key, sum)
  }
  return new Map(
    [...sums].map(([key, { rewarded, expected }]) => [
      key,
      Math.min(1, (rewarded + STEADY_REWARDS) / (expected + STEADY_REWARDS)),
    ]),
  )
}

/** What is known of surfaces, and for those of which nothing is known, what their results say. */
function surfacesOf(counts: ReadonlyMap<AssetId, CountsOfAsset>, prior: RatePrior): RatePrior['surfaces'] {
  const surfaces = { ...prior.surfaces }
  for (const surface of SURFACE_IDS) {
    if (surfaces[surface] !== undefined) continue
    const own = [...counts.values()].flatMap((of) => of[surface] ?? [])
    if (own.length > 0) surfaces[surface] = surfacePrior(own)
  }
  return surfaces
}

function surfacePrior(counts: readonly Counts[]): SurfacePrior {
  let [impressions, rewarded] = [0, 0]
  for (const each of counts) {
    impressions += each.impressions
    rewarded += each.rewarded
  }
  const rate = impressions > 0 ? rewarded / impressions : 0
  const expected = counts.map((each): RateCounts => ({ ...each, expected: rate }))
  return { rate, strength: fittedStrength(expected) }
}

/** Counters may lose a write: what is no count teaches nothing. */
function isSound({ impressions, rewarded }: Counts): boolean {
  return Number.isFinite(impressions) && Number.isFinite(rewarded) && impressions > 0 && rewarded >= 0
}

/** The last day that ended before an instant, or ended with it. */
function lastDayOf(instant: string): string {
  return new Date(Date.parse(instant) - 1).toISOString().slice(0, 10)
}
