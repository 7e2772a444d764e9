import type { PackedDeny } from '../../../model/denies/packed-deny.ts'
import type { TakedownsPayload } from '../../../snapshot/takedowns/payload.ts'

/** A verified list, and its packed part. */
export interface ReadList {
  readonly list: TakedownsPayload
  readonly sha256: string
  /** Null: the list has no packed part, or it is not loaded. */
  readonly packed: { readonly sha256: string; readonly denies: readonly PackedDeny[] } | null
  /** Whether everything that the list names is loaded. */
  readonly isWhole: boolean
}

/**
 * How many lists may hold at once; each may have 128 kB. When more packed parts in a row cannot be read, only the
 * newest list is kept, and there is no whole one to answer from.
 */
const KEPT_MAX = 16

/**
 * Adds a list whose packed part is not loaded yet. An earlier list stays until a newer one is whole, unless the newer
 * one repeats all of its entries: what is missing may have moved into the packed part, which is not loaded yet.
 *
 * @param kept oldest first
 */
export function withHeard(kept: readonly ReadList[], read: ReadList): readonly ReadList[] {
  if (kept.some(({ sha256 }) => sha256 === read.sha256)) return kept
  const needed = kept.filter((each) => each.isWhole || !saysAll(read.list, each.list))
  return needed.length >= KEPT_MAX ? [read] : [...needed, read].sort((a, b) => a.list.sequence - b.list.sequence)
}

/**
 * Adds a list that is whole; it replaces all lists with a lower sequence. A list with the same sequence and other
 * content comes from a second publisher that did not know of the first: both hold until a higher sequence comes.
 */
export function withWhole(kept: readonly ReadList[], read: ReadList): readonly ReadList[] {
  const isSaid = ({ list, packed }: ReadList): boolean =>
    list.sequence === read.list.sequence && packed?.sha256 === read.packed?.sha256 && saysAll(read.list, list)
  const others = kept.filter(
    (each) => each.list.sequence >= read.list.sequence && each.sha256 !== read.sha256 && !isSaid(each),
  )
  return [...others, { ...read, isWhole: true }].sort((a, b) => a.list.sequence - b.list.sequence)
}

/** The lists without their packed parts; a list that had one is no longer whole. */
export function withoutPacked(kept: readonly ReadList[]): readonly ReadList[] {
  return kept.map((each) => (each.packed === null ? each : { ...each, packed: null, isWhole: false }))
}

/**
 * The lowest `narrowed` of content that these lists are complete for: no list may lack a narrowing that the content
 * does not know. 0 when there are no lists.
 */
export function completeFrom(kept: readonly ReadList[]): number {
  return Math.max(0, ...kept.map(({ list }) => list.completeFrom))
}

function saysAll(newer: TakedownsPayload, older: TakedownsPayload): boolean {
  const said = new Set([...newer.entries, ...newer.narrowings].map((each) => JSON.stringify(each)))
  return [...older.entries, ...older.narrowings].every((each) => said.has(JSON.stringify(each)))
}
