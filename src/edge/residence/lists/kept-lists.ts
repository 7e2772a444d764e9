import type { PackedDeny } from '../../../model/denies/packed-deny.ts'
import type { TakedownsPayload } from '../../../snapshot/takedowns/payload.ts'

/** A list that was verified, and its packed part. */
export interface ReadList {
  readonly list: TakedownsPayload
  readonly sha256: string
  /** Null: the list has none, or it is not here. */
  readonly packed: { readonly sha256: string; readonly denies: readonly PackedDeny[] } | null
  /** Whether all that it names is here. */
  readonly isWhole: boolean
}

/**
 * So many lists hold beside each other: each may have 128 kB of words. Whoever could not read a packed part for longer
 * answers from none of them.
 */
const KEPT_MAX = 16

/**
 * With a list that came, of which only its own words are here so far. What an earlier one says word for word stays until
 * a newer one is whole: it may stand in a packed part by now that cannot be read.
 *
 * @param kept oldest first
 */
export function withHeard(kept: readonly ReadList[], read: ReadList): readonly ReadList[] {
  if (kept.some(({ sha256 }) => sha256 === read.sha256)) return kept
  const needed = kept.filter((each) => each.isWhole || !saysAll(read.list, each.list))
  return needed.length >= KEPT_MAX ? [read] : [...needed, read].sort((a, b) => a.list.sequence - b.list.sequence)
}

/**
 * With a list that is here with all that it names: it takes the place of every one with a lower number. One with the same
 * number and other words is of a second publisher, who did not know of the first: both hold until a higher number comes.
 */
export function withWhole(kept: readonly ReadList[], read: ReadList): readonly ReadList[] {
  const isSaid = ({ list, packed }: ReadList): boolean =>
    list.sequence === read.list.sequence && packed?.sha256 === read.packed?.sha256 && saysAll(read.list, list)
  const others = kept.filter(
    (each) => each.list.sequence >= read.list.sequence && each.sha256 !== read.sha256 && !isSaid(each),
  )
  return [...others, { ...read, isWhole: true }].sort((a, b) => a.list.sequence - b.list.sequence)
}

/** The same without packed parts; what stood on one is not whole any more. */
export function withoutPacked(kept: readonly ReadList[]): readonly ReadList[] {
  return kept.map((each) => (each.packed === null ? each : { ...each, packed: null, isWhole: false }))
}

/**
 * The least `narrowed` of content that these lists say all for: above the numbers of all changes that any of them was
 * written without. 0 for no lists.
 */
export function completeFrom(kept: readonly ReadList[]): number {
  return Math.max(0, ...kept.map(({ list }) => list.completeFrom))
}

function saysAll(newer: TakedownsPayload, older: TakedownsPayload): boolean {
  const said = new Set([...newer.entries, ...newer.narrowings].map((each) => JSON.stringify(each)))
  return [...older.entries, ...older.narrowings].every((each) => said.has(JSON.stringify(each)))
}
