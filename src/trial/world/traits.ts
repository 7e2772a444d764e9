import type { Chance } from '../../decide/draw/chance.ts'

/** Length of the hidden traits of titles and viewers. */
export const TRAITS = 3

/** A number of the standard normal distribution (Box and Muller 1958, Annals of Mathematical Statistics 29). */
export function normalFrom(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
}

/** Traits of unit length in a random direction. */
export function randomTraits(chance: Chance): Float64Array {
  return unitLength(Float64Array.from({ length: TRAITS }, () => normalFrom(chance)))
}

/** The sum of traits, each so many times, at unit length. */
export function blended(parts: readonly (readonly [traits: Float64Array, share: number])[]): Float64Array {
  const sum = new Float64Array(TRAITS)
  for (const [traits, share] of parts) {
    for (let index = 0; index < TRAITS; index++) sum[index] = (sum[index] ?? 0) + share * (traits[index] ?? 0)
  }
  return unitLength(sum)
}

/** How well two unit vectors agree, −1 to 1. */
export function agreement(one: Float64Array, other: Float64Array): number {
  let product = 0
  for (let index = 0; index < TRAITS; index++) product += (one[index] ?? 0) * (other[index] ?? 0)
  return product
}

function unitLength(values: Float64Array): Float64Array {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
  return length > 0 ? values.map((value) => value / length) : values
}
