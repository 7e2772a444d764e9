import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import type { PackedDeny } from '../../model/denies/packed-deny.ts'
import type { Context } from '../context/context.ts'
import type { RowIndex } from '../rows/row-index.ts'
import { type Denies, denyIndex, type WithdrawnFrom } from './denies.ts'
import { type PackedReach, packedReach } from './packed-reach.ts'

/** Where and when a takedown list is applied. */
export type DenyPlace = Pick<Context, 'territory' | 'place' | 'now'>

/** A takedown list applied to a snapshot at a place, with a key that equal results share. */
export interface Applied {
  readonly denies: Denies
  readonly key: string
}

/** An empty list, applied anywhere. */
const NOTHING_DENIED: Applied = {
  denies: { assets: new Map(), campaigns: new Map(), surfaces: new Map(), validUntil: Number.POSITIVE_INFINITY },
  key: '',
}

/** The cached results for one list. They live as long as the list is referenced. */
interface Kept {
  /** Unique among the lists of the snapshot. */
  readonly number: number
  readonly byPlace: Map<string, Applied & { readonly from: number }>
}

/**
 * Applies takedown lists to a snapshot and caches the result per list and place, until one of the list's entries takes
 * effect or lapses. Several lists can be in use at once: a canary's, and those of viewers abroad. What a packed deny
 * reaches is computed once per snapshot.
 */
export function keptDenies(hot: SnapshotHot, index: RowIndex): (list: DenyList, at: DenyPlace) => Applied {
  const lists = new WeakMap<DenyList, Kept>()
  let count = 0
  const snapshot: WithdrawnFrom = { hot, index, reachOf: reachKept({ hot, index }) }
  return (list, at) => {
    if (list.named.length === 0 && list.packed.length === 0) return NOTHING_DENIED
    let kept = lists.get(list)
    if (kept === undefined) {
      kept = { number: ++count, byPlace: new Map() }
      lists.set(list, kept)
    }
    return appliedAt(snapshot, list, kept, at)
  }
}

function appliedAt(snapshot: WithdrawnFrom, list: DenyList, { number, byPlace }: Kept, at: DenyPlace): Applied {
  const place = `${at.territory} ${at.place}`
  const found = byPlace.get(place)
  if (found && found.from <= at.now && at.now < found.denies.validUntil) return found
  const denies: Denies = denyIndex(snapshot, list, at)
  const key = `${number} ${place} ${at.now < denies.validUntil ? denies.validUntil : at.now}`
  const made = { denies, from: at.now, key }
  byPlace.set(place, made)
  return made
}

function reachKept(snapshot: { readonly hot: SnapshotHot; readonly index: RowIndex }): WithdrawnFrom['reachOf'] {
  const known = new WeakMap<PackedDeny, PackedReach>()
  return (deny) => {
    const found = known.get(deny) ?? packedReach(snapshot, deny)
    known.set(deny, found)
    return found
  }
}
