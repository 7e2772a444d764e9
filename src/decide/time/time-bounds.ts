import type { Snapshot, SnapshotHot, WindowClasses } from '../../model/columns/snapshot.ts'
import { NO_INDEX } from '../../model/columns/snapshot.ts'
import type { Context } from '../context/context.ts'
import { clockMinutes, countedClocks } from './clocks.ts'

/** A place and an instant, as the gates see them. */
export interface TimeAsked {
  readonly snapshot: Pick<Snapshot, 'hot' | 'rules'>
  readonly context: Context
  /** Index of the context's territory in the snapshot; negative: it has no column for it. */
  readonly territory: number
}

/** An asset under the campaigns that show it. */
export interface Shown {
  readonly asset: number
  readonly campaigns: readonly number[]
}

/** The columns of a table that hold instants: those of 64-bit floats. */
export type InstantColumn<Table> = {
  [Name in keyof Table]: Table[Name] extends Float64Array ? Name : never
}[keyof Table]

/** The tables of a snapshot that are addressed by class and territory, and bound when something may be shown. */
export type TimedTable = {
  [Part in keyof SnapshotHot]: SnapshotHot[Part] extends WindowClasses ? Part : never
}[keyof SnapshotHot]

/** What may change at the instants of a column. */
export interface InstantUse {
  /** The table has an instant for each window, or one for each set of windows. */
  readonly per: 'window' | 'set'
  /** A verdict may turn to shown, or from shown; `opens-expired`: to shown, if the snapshot is past its hard expiry. */
  readonly turn: 'opens' | 'opens-expired' | 'closes'
  /** What an answer says of the title may change: its call to action. */
  readonly changesWords: boolean
}

/**
 * Every instant that bounds a verdict. A column of instants that is not in this list does not compile; whatever keeps
 * verdicts or shows how they change in time reads the list.
 */
export const INSTANTS: { readonly [Table in TimedTable]: Uses<InstantColumn<SnapshotHot[Table]>> } = {
  windows: {
    start: { per: 'window', turn: 'opens', changesWords: false },
    end: { per: 'window', turn: 'closes', changesWords: false },
  },
  offers: {
    promoteFrom: { per: 'window', turn: 'opens', changesWords: false },
    start: { per: 'window', turn: 'opens-expired', changesWords: true },
    end: { per: 'window', turn: 'closes', changesWords: true },
    embargoUntil: { per: 'set', turn: 'opens', changesWords: false },
  },
}

type Uses<Column extends PropertyKey> = Readonly<Record<Column, InstantUse>>

/** A column of instants, and what may change at them. */
interface Instants extends InstantUse {
  readonly values: Float64Array
}

/** The instants of a table, and how its cells are addressed. */
export interface TimedColumns {
  readonly table: TimedTable
  readonly classes: WindowClasses
  readonly columns: readonly Instants[]
  /** The columns at whose instants something may go, and those at which the words may change. */
  readonly closing: readonly Instants[]
  readonly wording: readonly Instants[]
  /** The classes that bound an asset under some campaigns. */
  classesOf(shown: Shown): readonly number[]
}

/** An entry is collected with the columns: every answer asks for them. */
const known = new WeakMap<SnapshotHot, readonly TimedColumns[]>()

/** The tables of a snapshot that hold instants. */
export function timedColumns(hot: SnapshotHot): readonly TimedColumns[] {
  const made = known.get(hot) ?? [windowColumns(hot), offerColumns(hot)]
  known.set(hot, made)
  return made
}

/** One of them. */
export function timedColumnsOf(hot: SnapshotHot, table: TimedTable): TimedColumns {
  const found = timedColumns(hot).find((each) => each.table === table)
  if (found === undefined) throw new RangeError(`no table ${table}`)
  return found
}

function windowColumns({ windows, assets, campaigns: { window } }: SnapshotHot): TimedColumns {
  return {
    table: 'windows',
    classes: windows,
    ...listed(windows, INSTANTS.windows),
    classesOf: ({ asset, campaigns }) => [assets.window[asset] ?? 0, ...campaigns.map((each) => window[each] ?? 0)],
  }
}

function offerColumns({ offers, assets, classes: { access } }: SnapshotHot): TimedColumns {
  return {
    table: 'offers',
    classes: offers,
    ...listed(offers, INSTANTS.offers),
    classesOf: ({ asset }) => {
      const offer = access.offer[assets.access[asset] ?? 0] ?? NO_INDEX
      return offer === NO_INDEX ? [] : [offer]
    },
  }
}

function listed<Column extends string>(
  table: Readonly<Record<Column, Float64Array>>,
  uses: Uses<Column>,
): Pick<TimedColumns, 'columns' | 'closing' | 'wording'> {
  const columns = (Object.keys(uses) as Column[]).map((name): Instants => ({ ...uses[name], values: table[name] }))
  return {
    columns,
    closing: columns.filter(({ turn }) => turn === 'closes'),
    wording: columns.filter(({ changesWords }) => changesWords),
  }
}

/** Times of the day at which verdicts may change. */
export interface WallTimes {
  /** Minutes since midnight. */
  readonly minutes: readonly number[]
  /** The clock that they are read on: an IANA zone, those of the viewer, or any on earth. */
  readonly clock: string | typeof VIEWERS_CLOCK | typeof ANY_CLOCK
}

/** `WallTimes.clock`: the clocks of the viewer's place. */
export const VIEWERS_CLOCK = 'territory'
/** `WallTimes.clock`: any clock on earth, since the viewer's place is unknown. */
export const ANY_CLOCK = 'any'

/** The names of all bounds that are read on wall clocks. */
export type WallBound = 'clocks' | 'hours'

/**
 * Every bound that wall clocks put on a verdict: the clocks of the place, and the hours of some campaigns. A bound that
 * is not in this list is found by the test of time bounds.
 */
export const WALL_BOUNDS: Readonly<
  Record<WallBound, (asked: Omit<TimeAsked, 'territory'>, campaigns: Iterable<number>) => readonly WallTimes[]>
> = {
  // At an unknown place no clock is ever open.
  clocks: ({ snapshot: { rules }, context }) => {
    const minutes = context.unknownPlace ? [] : clockMinutes(countedClocks(rules.watershed, context))
    return minutes.length === 0 ? [] : [{ minutes, clock: VIEWERS_CLOCK }]
  },
  hours: ({ snapshot: { hot }, context }, campaigns) => {
    const times: WallTimes[] = []
    for (const campaign of campaigns) {
      const hours = hot.campaigns.hours.get(campaign)
      if (hours === undefined) continue
      // Midnight counts too: a part of the day may be limited to certain weekdays.
      const minutes = [0, ...hours.parts.flatMap(({ from, to }) => [from, to])]
      const viewers = hours.timeZone === VIEWERS_CLOCK
      times.push({ minutes, clock: viewers && context.unknownPlace ? ANY_CLOCK : hours.timeZone })
    }
    return times
  },
}
