import type { RegionId } from '../../model/region.ts'
import type { TakedownsPayload } from '../../snapshot/takedowns/payload.ts'
import { type LiveReader, liveTakedowns } from '../publish/live-region.ts'
import { type Ledger, readLedger } from './ledger.ts'
import { NOTHING, type Withdrawn } from './withdrawn.ts'

/** A region's list as it is announced, and what it stands on. */
export interface AnnouncedList {
  /** Null: there is none, or none that we signed. */
  readonly list: TakedownsPayload | null
  /** What it says word for word in itself. */
  readonly delta: Withdrawn
  /** What its packed part says, word for word. Null: its ledger can not be read back; the packed part holds all the same. */
  readonly base: () => Promise<Ledger | null>
}

const EMPTY: Ledger = { ...NOTHING, givenUp: 'nothing' }

/** Reads a region's list; its ledger only when somebody wants to know. */
export async function announcedList(region: RegionId, reader: LiveReader): Promise<AnnouncedList> {
  const list = await liveTakedowns(region, reader)
  let base: Promise<Ledger | null> | null = list === null || list.packed === null ? Promise.resolve(EMPTY) : null
  return {
    list,
    delta: list === null ? NOTHING : { orders: list.entries, changes: list.narrowings },
    base: () => {
      base ??= readLedger(list?.ledger ?? [], reader.sink)
      return base
    },
  }
}
