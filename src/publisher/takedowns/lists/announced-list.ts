import type { RegionId } from '../../../model/nouns/region.ts'
import type { TakedownsPayload } from '../../../snapshot/takedowns/payload.ts'
import { type LiveReader, storedPointer, storedTakedowns } from '../../announce/live-region.ts'
import { NOTHING, type Order, type Withdrawn } from '../withdrawn.ts'
import { type Ledger, readLedger } from './ledger.ts'
import type { ListDesk } from './list-desk.ts'
import { isSum } from './said-once.ts'
import { UnreadableList } from './unreadable-list.ts'

/** A region's list as it is announced, and what it stands on. */
export interface LiveList {
  /** Null: there is none, and none is known of. */
  readonly list: TakedownsPayload | null
  /** The highest sequence that is known to be announced, by the list, the pointer or this isolate; 0: none. */
  readonly sequence: number
  /** Whether the pointer names a later list: what was read is not all that is withdrawn. */
  readonly isBehind: boolean
  /** What it says word for word in itself. */
  readonly delta: Withdrawn
  /** Entries that stand for several orders, which its ledger has word for word. */
  readonly sums: readonly Order[]
  /** What its packed part says, word for word. Null: its ledger cannot be read back; the packed part holds all the same. */
  readonly base: () => Promise<Ledger | null>
}

const EMPTY: Ledger = { ...NOTHING, givenUp: 'nothing' }

/** What is said of a list that cannot be read: nothing is known of it. */
export const NOT_KNOWN: LiveList = {
  list: null,
  sequence: 0,
  isBehind: false,
  delta: NOTHING,
  sums: [],
  base: () => Promise.resolve(null),
}

/** Reads storage, and remembers what this isolate has seen of it. */
export interface ListReader extends LiveReader {
  readonly lists?: Pick<ListDesk, 'saw' | 'seen'>
}

/**
 * Reads a region's list; its ledger only when somebody wants to know.
 * @throws UnreadableList when there is a list, or is known to be, and it cannot be read: it is never taken for none
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

/** The sequence of the list that the pointer names; 0: there is no pointer; null: it cannot be read, which holds up no list that can. */
async function namedByPointer(region: RegionId, reader: LiveReader): Promise<number | null> {
  const stored = await storedPointer(region, reader).catch(() => null)
  if (stored?.state === 'absent') return 0
  return stored?.state === 'ours' ? stored.payload.takedowns : null
}
