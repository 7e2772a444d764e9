import type { Contest } from './contest.ts'
import { pairAt } from './kept-likeness.ts'
import type { SlateItem } from './slate-item.ts'

/** Numbers in an embedding. */
const TASTE_LENGTH = 32

/**
 * Likeness of an item to the page: its greatest cosine with an item on it, 0 to 1. Opposite vectors count as 0, like
 * unrelated ones. Results are cached and computed on demand, because most of a pool never comes near a slot. Products
 * of int8 are exact integers.
 */
export function likenessToPage(contest: Contest, index: number): number {
  const { likeness, compared } = contest.buffers
  const { picked } = contest
  let greatest = likeness[index] ?? 0
  for (let each = compared[index] ?? 0; each < picked.length; each++) {
    greatest = Math.max(greatest, cosine(contest, picked[each] ?? 0, index))
  }
  likeness[index] = greatest
  compared[index] = picked.length
  return greatest
}

/** Cosine, clamped to 1 against rounding; 0 if either vector is zero. */
function cosine(contest: Contest, left: number, right: number): number {
  const { alike } = contest
  const pair = alike === null ? -1 : pairAt(alike, left, right)
  if (alike === null || pair < 0) return measured(contest, left, right)
  const known = alike.cache.cosines[pair] ?? -1
  if (known >= 0) return known
  const made = measured(contest, left, right)
  alike.cache.cosines[pair] = made
  return made
}

function measured(contest: Contest, left: number, right: number): number {
  const product = dot(contest.pool[left], contest.pool[right])
  return product <= 0 ? 0 : Math.min(1, product / (lengthOf(contest, left) * lengthOf(contest, right)))
}

function lengthOf({ pool, buffers }: Contest, index: number): number {
  const known = buffers.length[index] ?? -1
  if (known >= 0) return known
  const length = Math.sqrt(dot(pool[index], pool[index]))
  buffers.length[index] = length
  return length
}

/** Unrolled by four: this is half the cost of the likeness to a page. */
function dot(left: SlateItem | undefined, right: SlateItem | undefined): number {
  if (left === undefined || right === undefined) return 0
  const own = left.taste
  const other = right.taste
  let sum = 0
  for (let axis = 0; axis < TASTE_LENGTH; axis += 4) {
    sum +=
      Math.imul(own[axis] ?? 0, other[axis] ?? 0) +
      Math.imul(own[axis + 1] ?? 0, other[axis + 1] ?? 0) +
      Math.imul(own[axis + 2] ?? 0, other[axis + 2] ?? 0) +
      Math.imul(own[axis + 3] ?? 0, other[axis + 3] ?? 0)
  }
  return sum
}
