import { hash32 } from '../hash32.ts'

/**
 * The order of ids in the columns of a snapshot: by their hashes, so that a row can be found by its hash; equal hashes
 * by id. Returns the indexes of the given ids in that order.
 */
export function rowOrder(ids: readonly string[]): Uint32Array {
  const hashes = Uint32Array.from(ids, hash32)
  const hashOf = (place: number): number => hashes[place] ?? 0
  const idOf = (place: number): string => ids[place] ?? ''
  return Uint32Array.from(ids.keys()).sort(
    (left, right) => hashOf(left) - hashOf(right) || (idOf(left) < idOf(right) ? -1 : 1),
  )
}

/** Records in the order of their rows. */
export function inRowOrder<Row extends { readonly id: string }>(records: readonly Row[]): Row[] {
  return inOrder(records, rowOrder(records.map(({ id }) => id)))
}

/** Members in the order of the given indexes. */
export function inOrder<Member>(members: readonly Member[], order: Uint32Array): Member[] {
  return Array.from(order, (place) => members[place]).filter((member) => member !== undefined)
}
