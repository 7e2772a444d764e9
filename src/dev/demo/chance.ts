import { mulberry32 } from './mulberry32.ts'

/** Random draws from one seeded stream. */
export interface DemoChance {
  /** Uniform in [0, 1). */
  readonly next: () => number
  /** Whole number from `least` to `most`, both included. */
  readonly whole: (least: number, most: number) => number
  /** True in `share` of the draws. */
  readonly happens: (share: number) => boolean
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item
  /** One of `[weight, item]`; weights need not add up to 1. */
  readonly weighted: <Item>(items: readonly [readonly [number, Item], ...(readonly [number, Item])[]]) => Item
  /** A rank below `count`, the first ones most often: nearly Zipf's law with exponent 1. */
  readonly rank: (count: number) => number
}

/**
 * A separate stream for each `part` of a thing with a `seed`: what one part draws never changes another's draws, and
 * any part can be made again without those before it.
 */
export function chance(seed: number, part: number): DemoChance {
  const next = mulberry32(Math.imul(seed, 0x9e3779b1) ^ Math.imul(part + 1, 0x85ebca6b))
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    happens: (share) => next() < share,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    weighted: (items) => {
      let left = next() * items.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, item] of items) {
        left -= weight
        if (left < 0) return item
      }
      return items[0][1]
    },
    // The inverse of the continuous distribution function: ln(rank + 1) is uniform in [0, ln(count + 1)).
    rank: (count) => Math.min(count - 1, Math.floor((count + 1) ** next()) - 1),
  }
}
