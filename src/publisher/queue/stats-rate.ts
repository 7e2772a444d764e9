/** Greatest weight of a sampled decision: with a smaller share, a counter would be mostly noise. */
const GREATEST_WEIGHT = 10_000

/**
 * The share of decisions that marks and counters are kept for, as `STATS_RATE` says it. One over the rate is what a
 * sampled event counts, so it has to be a whole number.
 *
 * @throws Error that says what is wrong with the setting
 */
export function readStatsRate(setting: string | undefined): number {
  const rate = Number(setting ?? '1')
  const weight = Math.round(1 / rate)
  const whole = rate > 0 && rate <= 1 && Math.abs(1 / rate - weight) < 1e-6 && weight <= GREATEST_WEIGHT
  if (whole) return 1 / weight
  throw new Error(
    `STATS_RATE is ${JSON.stringify(setting)}: one over it must be a whole number from 1 to ${GREATEST_WEIGHT}, as in 1, 0.5, 0.05 or 0.001`,
  )
}
