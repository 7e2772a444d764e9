/** A count out of a total. */
export interface Proportion {
  readonly events: number
  readonly of: number
}

/** A confidence interval of a rate. */
export interface RateInterval {
  readonly least: number
  readonly most: number
}

/** Where nothing was counted, a share can be anything. */
const ANY_SHARE: RateInterval = { least: 0, most: 1 }

/**
 * Confidence interval of a share. Source: Wilson 1927, JASA 22.
 *
 * @param z standard normal quantile of each side
 * @returns from 0 to 1
 */
export function shareInterval(share: Proportion, z: number): RateInterval {
  if (share.of <= 0) return ANY_SHARE
  const { lower, upper } = wilson(share, z)
  return { least: Math.max(0, lower), most: Math.min(1, upper) }
}

/**
 * Confidence interval of a rate of events, which come in clusters: their variance is `dispersion` times that of a Poisson
 * count, evaluated at the rate itself, so that zero events are evidence too. Source: the score interval of a Poisson mean,
 * Rao 1948, Mathematical Proceedings of the Cambridge Philosophical Society 44; over-dispersed as in `leastLoss`.
 *
 * @returns events per answer; `most` is infinite where nothing was counted
 */
export function eventInterval(
  { events, of }: Proportion,
  { z, dispersion }: { z: number; dispersion: number },
): RateInterval {
  if (of <= 0) return { least: 0, most: Number.POSITIVE_INFINITY }
  const square = z * z * dispersion
  const reach = Math.sqrt(square * events + (square * square) / 4)
  return { least: Math.max(0, events + square / 2 - reach) / of, most: (events + square / 2 + reach) / of }
}

/**
 * Lower confidence bound of the difference between two proportions; negative if the counts do not exclude that the
 * first is lower. Newcombe's hybrid score interval, which is valid for few events and for none. Source: Newcombe 1998,
 * Statistics in Medicine 17, 873–890, method 10; the interval of each proportion: Wilson 1927, JASA 22.
 *
 * @param z standard normal quantile of the one-sided confidence
 * @returns from −1 to 1; −1 where nothing was counted
 */
export function leastDifference(one: Proportion, other: Proportion, z: number): number {
  if (one.of <= 0 || other.of <= 0) return -1
  const [above, below] = [one.events / one.of, other.events / other.of]
  const [lower, upper] = [wilson(one, z).lower, wilson(other, z).upper]
  return above - below - Math.hypot(above - lower, upper - below)
}

function wilson({ events, of }: Proportion, z: number): { readonly lower: number; readonly upper: number } {
  const share = events / of
  const square = (z * z) / of
  const middle = share + square / 2
  const reach = z * Math.sqrt((share * (1 - share)) / of + square / (4 * of))
  return { lower: (middle - reach) / (1 + square), upper: (middle + reach) / (1 + square) }
}

/**
 * Lower confidence bound of the share of events that one rate has lost against another; negative if the counts do not
 * exclude that it lost nothing. Events are counted, and come in clusters: their variance is `dispersion` times that of
 * a Poisson count, evaluated at no loss, so that zero events are evidence too. Source: McCullagh and Nelder 1989,
 * Generalized Linear Models, 6.2 (over-dispersed counts).
 *
 * @returns at most 1; −1 where there is nothing to expect
 */
export function leastLoss(one: Proportion, other: Proportion, spread: EventSpread): number {
  const loss = lossOf(one, other, spread)
  return loss === null ? -1 : Math.max(-1, loss.counted - loss.reach)
}

/** The upper confidence bound of the same share; 1 where there is nothing to expect: all of it may be lost. */
export function mostLoss(one: Proportion, other: Proportion, spread: EventSpread): number {
  const loss = lossOf(one, other, spread)
  return loss === null ? 1 : Math.max(0, Math.min(1, loss.counted + loss.reach))
}

/** How certain a bound is, and how events come. */
interface EventSpread {
  /** Standard normal quantile of the one-sided confidence. */
  readonly z: number
  /** Variance of counts over that of independent events. */
  readonly dispersion: number
}

function lossOf(one: Proportion, other: Proportion, { z, dispersion }: EventSpread) {
  if (one.of <= 0 || other.of <= 0 || other.events <= 0) return null
  const expected = (other.events / other.of) * one.of
  const deviation = Math.sqrt(dispersion * (expected + (expected * expected) / other.events))
  return { counted: (expected - one.events) / expected, reach: (z * deviation) / expected }
}
