import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeMoments } from '../../../src/compile/diff/place-moments.ts'
import type { Context } from '../../../src/decide/context/context.ts'
import { autoplayOf } from '../../../src/decide/eligibility/autoplay.ts'
import { groupVerdicts } from '../../../src/decide/eligibility/eligible.ts'
import { gateInput } from '../../../src/decide/eligibility/gate-input.ts'
import type { GateInput } from '../../../src/decide/eligibility/gates/gate.ts'
import { GATE_GROUPS } from '../../../src/decide/eligibility/gates/gate-groups.ts'
import { refusalsOf } from '../../../src/decide/eligibility/gates/gate-refusals.ts'
import { dayBounds, shownAsset } from '../../../src/decide/matrix/day-bounds.ts'
import { type LocalDay, localDay } from '../../../src/decide/matrix/local-day.ts'
import { outsideHours } from '../../../src/decide/time/day-parts.ts'
import { nextBound } from '../../../src/decide/time/next-bounds.ts'
import { INSTANTS, type InstantColumn, type TimedTable } from '../../../src/decide/time/time-bounds.ts'
import { winnerValidUntil } from '../../../src/decide/time/valid-until.ts'
import { assetOf, campaignOf } from '../../../src/model/columns/column-value.ts'
import type { Snapshot, SnapshotHot } from '../../../src/model/columns/snapshot.ts'
import { runs } from '../../setup/runs.ts'
import { contextOf, type Schedule } from '../case-world.ts'
import { type AskedWorld, askedWorldsOf } from '../oracle/asked-worlds.ts'
import { EDGES, schedules } from '../oracle/generated-schedule.ts'

/** Every table of a snapshot outside of those of windows. */
type OtherTables = Omit<SnapshotHot, TimedTable | 'classes'> & SnapshotHot['classes']
type OtherInstant = {
  [Table in keyof OtherTables]: `${Table}.${InstantColumn<OtherTables[Table]> & string}`
}[keyof OtherTables]

/** Columns of instants outside of the tables of windows, and why no verdict is bound by them. */
const NO_BOUNDS: Readonly<Record<OtherInstant, string>> = {
  'titles.releasedAt': 'it ranks, by the term of freshness',
}

const NO_DENIES: GateInput['denies'] = {
  assets: new Map(),
  campaigns: new Map(),
  surfaces: new Map(),
  validUntil: Number.POSITIVE_INFINITY,
}

/** What bounds the offers of a schedule: every column of theirs is often an edge. */
const bounds = fc
  .tuple(fc.constantFrom(...EDGES), fc.constantFrom('start', 'end', 'embargoUntil', 'promoteFrom'))
  .map(([edge, field]) => ({ [field]: edge, ...(field === 'promoteFrom' ? { start: '2026-12-01T00:00:00' } : {}) }))
const boundSchedules = fc.tuple(schedules, bounds).map(([schedule, bound]): Schedule => {
  const titles = schedule.titles.map((each) => ({
    ...each,
    offers: each.offers.map((offer) => ({ ...offer, ...bound })),
  }))
  return { ...schedule, titles }
})
const days = fc.constantFrom(...EDGES.map((edge) => edge.slice(0, 10)))
const worlds: fc.Arbitrary<AskedWorld> = fc.tuple(askedWorldsOf(boundSchedules), days).map(([world, day]) => {
  return { ...world, context: { ...world.context, now: day + world.context.now.slice(day.length) } }
})

/** The gates' view at some instants of a day of the world's viewer, on one clock of the place. */
interface Watched {
  readonly snapshot: Snapshot
  readonly day: LocalDay
  readonly zone: string
  at(now: number): GateInput
}

function watched({ snapshotFor, context, beside }: AskedWorld, snapshotExpired = false): Watched | null {
  const snapshot = snapshotFor(context)
  const [zone = 'UTC'] = contextOf(snapshot, context).timeZones
  const at = (now: number): GateInput => {
    const asked = { ...context, timezone: zone, now: new Date(now).toISOString() }
    const input = gateInput(
      snapshot,
      { context: contextOf(snapshot, asked, snapshotExpired), denies: NO_DENIES },
      { surface: context.surface, titleId: null, inView: beside },
    )
    if (input === null) throw new Error('every surface has rules')
    return input
  }
  const now = Date.parse(context.now)
  return at(now).territory < 0 ? null : { snapshot, day: localDay(now, zone), zone, at }
}

/** Every reason against a candidate, and why it would not start by itself. */
function verdictOf(input: GateInput, pair: { readonly asset: number; readonly campaign: number }): string {
  const reasons = refusalsOf(input, pair).map(({ reason }) => reason)
  return `${reasons} ${autoplayOf(input, pair.asset).reason}`
}

/** What turned at an instant: columns that have it, clocks that opened or closed, hours that began or ended. */
function turnedAt({ snapshot: { hot }, at }: Watched, instant: number): readonly string[] {
  const [before, after] = [at(instant - 1), at(instant)]
  const columns = (Object.keys(INSTANTS) as TimedTable[]).flatMap((table) =>
    Object.keys(INSTANTS[table])
      .filter((column) => (Reflect.get(hot[table], column) as Float64Array).includes(instant))
      .map((column) => `${table}.${column}`),
  )
  const isOutside = ({ context }: GateInput) =>
    [...hot.campaigns.hours.keys()].map((campaign) => outsideHours(hot.campaigns, campaign, context)).join()
  const isClosed = ({ clocks }: GateInput) => `${clocks.closed.length} ${clocks.openedByPin.length}`
  return [
    ...columns,
    ...(isOutside(before) === isOutside(after) ? [] : ['hours']),
    ...(isClosed(before) === isClosed(after) ? [] : ['clocks']),
  ]
}

/** Every declared bound. */
const BOUNDS = [
  ...(Object.keys(INSTANTS) as TimedTable[]).flatMap((table) =>
    Object.keys(INSTANTS[table]).map((column) => `${table}.${column}`),
  ),
  'clocks',
  'hours',
]

it('no verdict on a candidate changes between two edges of its day, and at some edge of every bound one does', () => {
  const turned = new Set<string>()
  fc.assert(
    fc.property(worlds, (world) => {
      const seen = watched(world)
      if (seen === null) return
      const { snapshot, day, at } = seen
      snapshot.hot.candidateAsset.forEach((asset, row) => {
        const pair = { asset, campaign: campaignOf(snapshot.hot, row) }
        const edges = dayBounds({ ...at(day.start), snapshot }, shownAsset(snapshot.hot, asset), day, [])
        edges.forEach((edge, index) => {
          const end = edges[index + 1] ?? day.end
          const verdict = verdictOf(at(edge), pair)
          for (const instant of [Math.floor((edge + end) / 2), end - 1]) {
            expect(verdictOf(at(instant), pair), new Date(instant).toISOString()).toBe(verdict)
          }
          if (index > 0 && verdictOf(at(edge - 1), pair) !== verdict) {
            for (const name of turnedAt(seen, edge)) turned.add(name)
          }
        })
      })
    }),
    { numRuns: runs(600) },
  )
  expect(BOUNDS.filter((name) => name !== 'offers.start' && !turned.has(name))).toEqual([])
})

it('no verdict of a group changes until the next edge of its bounds, and then some do', () => {
  const turned = new Set<string>()
  fc.assert(
    fc.property(worlds, fc.boolean(), (world, expired) => {
      const seen = watched(world, expired)
      if (seen === null) return
      const now = Date.parse(world.context.now)
      const input = seen.at(now)
      for (const group of GATE_GROUPS) {
        const until = nextBound(group.bounds, input)
        const last = Math.min(until, now + 100 * 86_400_000) - 1
        const verdicts = groupVerdicts(group, input)
        for (const later of [now + Math.floor((last - now) / 2), last].map(seen.at)) {
          // Another key has other verdicts.
          if (group.key(later) === group.key(input)) expect(groupVerdicts(group, later), group.over).toEqual(verdicts)
        }
        if (until === Number.POSITIVE_INFINITY) continue
        if (`${groupVerdicts(group, seen.at(until))}` !== `${verdicts}`)
          for (const name of turnedAt(seen, until)) turned.add(name)
      }
    }),
    { numRuns: runs(600) },
  )
  expect(BOUNDS.filter((name) => name !== 'clocks' && !turned.has(name))).toEqual([])
})

it('what wins stays eligible for as long as it is said to', () => {
  let ended = 0
  fc.assert(
    fc.property(worlds, (world) => {
      const seen = watched(world)
      if (seen === null) return
      const { snapshot, day, at } = seen
      const input = at(Date.parse(world.context.now))
      const isShown = (view: GateInput, row: number) =>
        refusalsOf(view, { asset: assetOf(snapshot.hot, row), campaign: campaignOf(snapshot.hot, row) }).length === 0
      snapshot.hot.candidateAsset.forEach((asset, row) => {
        if (!isShown(input, row)) return
        const until = winnerValidUntil(snapshot, input.context, row)
        const edges = dayBounds({ ...input, snapshot }, shownAsset(snapshot.hot, asset), day, [])
        for (const edge of [...edges, Math.min(until, day.end) - 1]) {
          if (edge > input.context.now && edge < until) expect(isShown(at(edge), row)).toBe(true)
        }
        if (until < day.end && !isShown(at(until), row)) ended++
      })
    }),
    { numRuns: runs(600) },
  )
  expect(ended).toBeGreaterThan(3)
})

it('what compares two snapshots looks at every edge of a candidate', () => {
  let compared = 0
  fc.assert(
    fc.property(worlds, (world) => {
      const { token: _token, anonymizer: _anonymizer, ...asked } = world.context
      const seen = watched({ ...world, context: asked })
      if (seen === null) return
      const { snapshot, day } = seen
      const horizon = { now: day.start, end: day.end, most: Number.POSITIVE_INFINITY }
      for (const { place, zone, instants } of placeMoments([snapshot], horizon, [])) {
        const context: Context = contextOf(snapshot, { ...asked, country: place.country, timezone: zone })
        if (place.regionCode !== null || place.country !== asked.country || context.unknownPlace) continue
        const here = { snapshot, context, territory: snapshot.hot.territories.indexOf(context.territory) }
        for (const asset of snapshot.hot.candidateAsset) {
          const own = localDay(day.start, zone)
          const edges = dayBounds(here, shownAsset(snapshot.hot, asset), own, [])
          const missing = edges.filter((edge) => edge > day.start && edge < day.end && !instants.includes(edge))
          expect(missing.map((edge) => new Date(edge).toISOString())).toEqual([])
          compared += edges.length
        }
      }
    }),
    { numRuns: runs(300) },
  )
  expect(compared).toBeGreaterThan(500)
})

it('no column of instants is forgotten: those that bind nothing are named here', () => {
  expect(Object.keys(NO_BOUNDS)).toEqual(['titles.releasedAt'])
})
