import { chanceFrom } from '../../decide/draw/chance.ts'

/** A mean, and where it lies with 95 % were other viewers asked. */
export interface MeasuredMean {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** What was measured on one viewer: a sum, and of how many values. */
export interface OfViewer {
  readonly sum: number
  readonly count: number
}

const RESAMPLES = 1000

/**
 * The mean over all values, with an interval of 95 % by drawing viewers again and again (the percentile bootstrap; Efron and
 * Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13): values of one viewer hang together, so viewers are drawn,
 * not values.
 */
export function meanByViewers(viewers: readonly OfViewer[], seed: number): MeasuredMean {
  const chance = chanceFrom(`interval ${seed}`)
  const means = new Float64Array(RESAMPLES)
  for (let resample = 0; resample < RESAMPLES; resample++) {
    let [sum, count] = [0, 0]
    for (let draw = 0; draw < viewers.length; draw++) {
      const viewer = viewers[Math.floor(chance() * viewers.length)]
      sum += viewer?.sum ?? 0
      count += viewer?.count ?? 0
    }
    means[resample] = count === 0 ? 0 : sum / count
  }
  means.sort()
  const [sum, count] = [total(viewers, 'sum'), total(viewers, 'count')]
  return {
    value: count === 0 ? 0 : sum / count,
    low: means[Math.floor(RESAMPLES * 0.025)] ?? 0,
    high: means[Math.ceil(RESAMPLES * 0.975) - 1] ?? 0,
  }
}

function total(viewers: readonly OfViewer[], of: keyof OfViewer): number {
  return viewers.reduce((sum, viewer) => sum + viewer[of], 0)
}
