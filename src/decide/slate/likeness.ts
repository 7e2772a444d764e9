import type { Contest } from './contest.ts'
import { type SlateBuffers, TASTE_LENGTH } from './slate-buffers.ts'
import type { SlateItem } from './slate-item.ts'

/** Lays the embeddings of a pool one behind the other, so that products run over flat memory. */
export function packTastes(pool: readonly SlateItem[], buffers: SlateBuffers): void {
  const { taste, length, likeness, compared } = buffers
  for (let index = 0; index < pool.length; index++) {
    const own = pool[index]?.taste
    const offset = index * TASTE_LENGTH
    let square = 0
    for (let axis = 0; axis < TASTE_LENGTH; axis++) {
      const value = own?.[axis] ?? 0
      taste[offset + axis] = value
      square += value * value
    }
    length[index] = Math.sqrt(square)
    likeness[index] = 0
    compared[index] = 0
  }
}

/**
 * How like the page an item is: its greatest cosine with an item of it, 0 to 1. Opposites are no more different
 * than strangers. What was compared before is remembered, and compared is only what somebody asks about: most of a
 * pool never comes near a place. Products of int8 are exact integers.
 */
export function likenessToPage({ buffers, picked }: Contest, index: number): number {
  const { likeness, compared } = buffers
  let greatest = likeness[index] ?? 0
  for (let each = compared[index] ?? 0; each < picked.length; each++) {
    greatest = Math.max(greatest, cosine(buffers, picked[each] ?? 0, index))
  }
  likeness[index] = greatest
  compared[index] = picked.length
  return greatest
}

/** At most 1, whatever the root rounded; 0 where either is like nothing. */
function cosine({ taste, length }: SlateBuffers, left: number, right: number): number {
  const from = left * TASTE_LENGTH
  const to = right * TASTE_LENGTH
  let product = 0
  for (let axis = 0; axis < TASTE_LENGTH; axis++) {
    product += Math.imul(taste[from + axis] ?? 0, taste[to + axis] ?? 0)
  }
  if (product <= 0) return 0
  return Math.min(1, product / ((length[left] ?? 1) * (length[right] ?? 1)))
}
