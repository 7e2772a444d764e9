import fc from 'fast-check'
import { explain } from '../../../src/decide/explain/explain.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { contextOf, type Schedule, snapshotOf } from '../case-world.ts'
import { requestFor } from '../catalogue.ts'
import { opened } from '../opened.ts'
import { regionFor } from './generated-place.ts'
import { anyContext, type GeneratedToken, namedTitles, tokens } from './generated-request.ts'
import { schedules } from './generated-schedule.ts'
import type { OracleContext } from './oracle-request.ts'

/** What a viewer may be shown: candidates, and whether each may start by itself (true, or the reason why not). */
export type Shown = ReadonlyMap<string, true | string>

/** A schedule that anybody may ask about, in the snapshot of whichever region answers them. */
export interface AskedWorld {
  readonly schedule: Schedule
  readonly snapshotFor: (context: OracleContext) => Snapshot
  readonly context: OracleContext
  readonly token: GeneratedToken
  /** Years by which something is lowered. */
  readonly less: number
  readonly beside: string | null
}

/** What was compiled already: several properties ask about the same schedule. */
const compiled = new WeakMap<Schedule, Map<RegionId, Snapshot>>()

function snapshotsOf(schedule: Schedule): AskedWorld['snapshotFor'] {
  const byRegion = compiled.get(schedule) ?? new Map<RegionId, Snapshot>()
  compiled.set(schedule, byRegion)
  return (context) => {
    const region = regionFor(context)
    const snapshot = byRegion.get(region) ?? snapshotOf(region, schedule).snapshot
    byRegion.set(region, snapshot)
    return snapshot
  }
}

export const askedWorldsOf = (schedule: fc.Arbitrary<Schedule>): fc.Arbitrary<AskedWorld> =>
  fc
    .record({
      schedule,
      context: anyContext,
      token: tokens,
      less: fc.integer({ min: 1, max: 18 }),
      beside: namedTitles,
    })
    .map((world) => ({ ...world, snapshotFor: snapshotsOf(world.schedule) }))

/** How many schedules are asked about where not all are: to make and to compile one costs more than to ask it. */
const SCHEDULES = 100

/** Any schedule with `npm run test:long`; else one of so many, which every property of a file asks about. */
export const askedWorlds = askedWorldsOf(
  process.env.LONG ? schedules : fc.constantFrom(...fc.sample(schedules, SCHEDULES)),
)

const SLATE: readonly string[] = ['diversity', 'outranked']

/** Every candidate of the answering region: the gates that refuse it; none: it may be shown. */
export function judged(world: AskedWorld, context: OracleContext, beside: string | null = null) {
  const snapshot = world.snapshotFor(context)
  const placement = { id: 'p', surface: context.surface, count: 1000, titleId: null, inView: beside, row: null }
  const request = { ...requestFor(snapshot), context: contextOf(snapshot, context) }
  const { kept, rejected } = explain(opened(snapshot), request, placement)
  const name = (each: { assetId: string; campaignId: string }) => `${each.assetId} ${each.campaignId}`
  const gates = rejected.map((each): [string, readonly string[]] => [
    name(each),
    each.all.map(({ reason }) => reason).filter((reason) => !SLATE.includes(reason)),
  ])
  const starts = kept.map((each): [string, true | string] => [name(each), each.autoplay.reason ?? true])
  return { gates: new Map([...gates, ...starts.map(([key]): [string, readonly string[]] => [key, []])]), starts }
}

/** What may be shown, in spite of what the slate then leaves out. */
export function shownTo(world: AskedWorld, context: OracleContext, beside: string | null = null): Shown {
  const { gates, starts } = judged(world, context, beside)
  const passed = [...gates].filter(([, reasons]) => reasons.length === 0).map(([key]) => key)
  const known = new Map(starts)
  return new Map(passed.map((key) => [key, known.get(key) ?? 'left out by the slate']))
}
