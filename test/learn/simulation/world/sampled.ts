import type { Chance } from '../../../../src/decide/draw/chance.ts'

/** Above this mean a Poisson count is drawn from the normal distribution: their third moments differ by a fifth there. */
const NORMAL_FROM = 25

/** A standard normal number. Source: Box and Muller 1958. */
export function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
}

/**
 * How many of many independent events happen. Chances that arrive as a Poisson process, and are each won by one campaign
 * or none, give each campaign a Poisson count of its own: the exact law of a draw for each chance, without drawing them.
 */
export function poisson(mean: number, chance: Chance): number {
  if (!(mean > 0)) return 0
  if (mean > NORMAL_FROM) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(chance)))
  const least = Math.exp(-mean)
  let [count, product] = [0, chance()]
  while (product > least) {
    count += 1
    product *= chance()
  }
  return count
}

/** A number between two bounds, evenly in its logarithm. */
export function logUniform(low: number, high: number, chance: Chance): number {
  return low * (high / low) ** chance()
}

/** One of some, each as likely. */
export function oneOf<T>(some: readonly [T, ...T[]], chance: Chance): T {
  return some[Math.floor(chance() * some.length)] ?? some[0]
}
