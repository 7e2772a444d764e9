import type { RegionId } from '../../../model/nouns/region.ts'
import type { TakedownsPayload } from '../../../snapshot/takedowns/payload.ts'
import { type LiveReader, storedPointer, storedTakedowns } from '../../announce/live-region.ts'
import { NOTHING, type Order, type Withdrawn } from '../withdrawn.ts'
import { type Ledger, readLedger } from './ledger.ts'
import type { ListDesk } from './list-desk.ts'
import { isSum } from './said-once.ts'
import { UnreadableList } from './unreadable-list.ts'

/** A region's announced list, with its packed part and ledger. */
export interface LiveList {
  /** Null: there is none, and none is known to have been announced. */
  readonly list: TakedownsPayload | null
  /** The highest sequence known to be announced, from the list, the pointer or this isolate; 0: none. */
  readonly sequence: number
  /** Whether the pointer names a later list: then the list that was read is incomplete. */
  readonly isBehind: boolean
  /** The entries in the list itself, outside its packed part. */
  readonly delta: Withdrawn
  /** Entries that each combine several orders, which the ledger has in full. */
  readonly sums: readonly Order[]
  /** The ledger, which is the packed part in full. Null: it cannot be read; the packed part holds all the same. */
  readonly base: () => Promise<Ledger | null>
}

const EMPTY: Ledger = { ...NOTHING, givenUp: 'nothing' }

/** Stands for a list that cannot be read: nothing is known of it. */
const NOT_KNOWN: LiveList = {
  list: null,
  sequence: 0,
  isBehind: false,
  delta: NOTHING,
  sums: [],
  base: () => Promise.resolve(null),
}

/** Reads storage, and remembers the sequences that this isolate has seen. */
export interface ListReader extends LiveReader {
  readonly lists?: Pick<ListDesk, 'saw' | 'seen'>
}

/**
 * Reads a region's list; its ledger is only read on demand.
 * @throws UnreadableList when a list exists, or is known to, but cannot be read: it never counts as missing
 */
export async function announcedList(region: RegionId, reader: ListReader): Promise<LiveList> {
  const [stored, named] = await Promise.all([storedTakedowns(region, reader), namedByPointer(region, reader)])
  if (stored.state === 'refused') throw UnreadableList.notOurs(region, stored.why)
  const seen = reader.lists?.seen(region) ?? 0
  if (stored.state === 'absent' && (named !== 0 || seen > 0)) throw UnreadableList.missing(region)
  const list = stored.state === 'ours' ? stored.payload : null
  if (list !== null) reader.lists?.saw(region, list.sequence)
  let base: Promise<Ledger | null> | null = list === null || list.packed === null ? Promise.resolve(EMPTY) : null
  return {
    list,
    sequence: Math.max(list?.sequence ?? 0, named ?? 0, seen),
    isBehind: list !== null && list.sequence < (named ?? 0),
    delta:
      list === null ? NOTHING : { orders: list.entries.filter((entry) => !isSum(entry)), changes: list.narrowings },
    sums: list?.entries.filter(isSum) ?? [],
    base: () => {
      base ??= readLedger(list?.ledger ?? [], reader.sink)
      return base
    },
  }
}

/** What can be told of a list; `unreadable` says why nothing can. */
export interface ListToTell {
  readonly live: LiveList
  readonly unreadable: string | null
}

/** As `announcedList`, to tell of it and not to write it: storage that fails in one region hides no other. */
export async function listToTell(region: RegionId, reader: ListReader): Promise<ListToTell> {
  try {
    const live = await announcedList(region, reader)
    return { live: { ...live, base: () => live.base().catch(() => null) }, unreadable: null }
  } catch (error) {
    if (error instanceof UnreadableList) return { live: NOT_KNOWN, unreadable: error.message }
    return { live: NOT_KNOWN, unreadable: `Storage does not give the takedown list of ${region}. Try again.` }
  }
}

/** The sequence of the list that the pointer names; 0: no pointer; null: unreadable, which does not hold up a list. */
async function namedByPointer(region: RegionId, reader: LiveReader): Promise<number | null> {
  const stored = await storedPointer(region, reader).catch(() => null)
  if (stored?.state === 'absent') return 0
  return stored?.state === 'ours' ? stored.payload.takedowns : null
}
