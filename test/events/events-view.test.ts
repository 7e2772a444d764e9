import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEvents } from '../../src/dev/events-sql/open-events.ts'
import { NdjsonSink } from '../../src/dev/stack/analytics/ndjson-sink.ts'
import { type EventRow, eventRow } from '../../src/events/event-row.ts'
import { tombstoneRow } from '../../src/events/tombstone-row.ts'
import { eventRowOf, NOON } from './rows.ts'

const DAY_MS = 86_400_000
const [UNIT, OTHER] = ['0123456789abcdef', 'fedcba9876543210']

let folder: string
let connection: DuckDBConnection
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firstframe-events-'))
})
afterEach(async () => {
  connection.closeSync()
  await rm(folder, { recursive: true, force: true })
})

/** What a query answers once these calls were sent, each by a stack of its own. */
async function ask(sql: string, ...calls: readonly (readonly EventRow[])[]): Promise<Record<string, unknown>[]> {
  for (const [index, rows] of calls.entries()) await (await NdjsonSink.open({ folder, start: `s${index}` })).send(rows)
  await NdjsonSink.open({ folder, start: 'last' })
  connection = await openEvents(folder)
  return answers(sql)
}

async function answers(sql: string): Promise<Record<string, unknown>[]> {
  const lines = await connection.runAndReadAll(`SELECT to_json(row)::VARCHAR FROM (${sql}) AS row`)
  return lines.getRows().map(([line]) => JSON.parse(String(line)) as Record<string, unknown>)
}

const IDS = 'SELECT eventId, watchedMs FROM events ORDER BY eventId'

describe('the view that every analysis starts from', () => {
  it('a stack that has had no events has no rows, and no error', async () => {
    expect(await ask('SELECT * FROM events')).toEqual([])
    expect(await answers('SELECT * FROM unreadable_lines')).toEqual([])
  })

  it('a row comes out as it went in, under the columns of the published schema, and with its day', async () => {
    const full = eventRowOf({ watchedMs: 3000, ttffMs: 120, playback: 2, placement: 'ein "Platz"\n字\u0000' })
    const bare = eventRowOf({
      ...{ eventId: 'bare', territory: null, device: null, surface: null, propensity: null, unit: null, source: null },
      ...{ arms: [], privacy: 'minor', weight: 0 },
    })
    const rows = await ask('SELECT * FROM events ORDER BY eventId', [full, bare])
    expect(rows).toEqual([full, bare].map((row) => ({ ...row, day: '2026-11-30' })))
    expect(Object.keys(rows[0] ?? {})).toEqual([...Object.keys(eventRow.shape), 'day'])
  })

  it('an event that came late stands on the day on which it happened', async () => {
    const late = eventRowOf({ occurredAt: NOON - 6 * DAY_MS, receivedAt: NOON })
    expect(await ask('SELECT day FROM events', [late])).toEqual([{ day: '2026-11-24' }])
  })

  it('an event that was told twice is the earliest telling, in whatever order and file they are', async () => {
    const first = eventRowOf({ watchedMs: 1000 })
    const again = eventRowOf({ receivedAt: NOON + 300, watchedMs: 2000 })
    const earlier = eventRowOf({ occurredAt: NOON - 1, receivedAt: NOON + 400, watchedMs: 3000 })
    const { eventId } = first
    expect(await ask(IDS, [again], [first, first])).toEqual([{ eventId, watchedMs: 1000 }])
    expect(await ask(IDS, [], [], [earlier])).toEqual([{ eventId, watchedMs: 3000 }])
  })

  it('a line that a crash has cut is left out and counted, and its row counts once it is sent again', async () => {
    const rows = [eventRowOf({ eventId: 'a' }), eventRowOf({ eventId: 'b' })]
    await (await NdjsonSink.open({ folder, start: 'killed' })).send(rows)
    const path = join(folder, 'day=2026-11-30', 'region=dach', 'killed-1.ndjson')
    await appendFile(path, JSON.stringify(eventRowOf({ eventId: 'c' })).slice(0, -40))
    expect((await ask(IDS)).map(({ eventId }) => eventId)).toEqual(['a', 'b'])
    expect(await answers('SELECT * FROM unreadable_lines')).toEqual([{ filename: path, lines: 1 }])
    connection.closeSync()
    const sentAgain = await ask(IDS, [...rows, eventRowOf({ eventId: 'c' })])
    expect(sentAgain.map(({ eventId }) => eventId)).toEqual(['a', 'b', 'c'])
  })

  it('the same rows as Parquet, with columns that nobody knows yet, give the same answer', async () => {
    const erased = eventRowOf({ eventId: 'erased', unit: OTHER })
    const rows = [eventRowOf({ eventId: 'a' }), eventRowOf({ eventId: 'b', arms: [], unit: null }), erased, erased]
    const before = await ask('SELECT * FROM events ORDER BY eventId', [...rows, tombstoneRow(OTHER, NOON + DAY_MS)])
    expect(before).toHaveLength(2)
    await connection.run(`COPY (SELECT *, 1 AS later FROM event_rows) TO '${folder}/rows.parquet' (FORMAT parquet)`)
    await connection.run(`SET VARIABLE events = '${folder}/*.parquet'`)
    const generated = join(import.meta.dirname, '../../src/events/generated/parquet-rows.sql')
    // The second: a sink of tombstones that has none yet.
    for (const erased of ['rows.parquet', 'none/*.parquet']) {
      await connection.run(`SET VARIABLE erased = '${folder}/${erased}'`)
      await connection.run(await readFile(generated, 'utf8'))
      expect(await answers('SELECT * FROM events ORDER BY eventId')).toEqual(before)
    }
  })
})

describe('a tombstone', () => {
  const [before, after] = [
    eventRowOf({ eventId: 'before', receivedAt: NOON }),
    eventRowOf({ eventId: 'after', occurredAt: NOON + DAY_MS + 1, receivedAt: NOON + DAY_MS + 2 }),
  ]
  const others = [
    eventRowOf({ eventId: 'other', unit: OTHER, receivedAt: NOON }),
    eventRowOf({ eventId: 'minor', unit: null, receivedAt: NOON }),
  ]
  const tombstone = tombstoneRow(UNIT, NOON + DAY_MS)
  const ids = (rows: Record<string, unknown>[]) => rows.map(({ eventId }) => eventId)

  it('a tombstone hides what happened of its unit until then, and nothing of anybody else or of later', async () => {
    expect(ids(await ask(IDS, [before, after, ...others], [tombstone]))).toEqual(['after', 'minor', 'other'])
  })

  it('a tombstone is no event itself', async () => {
    expect(await ask('SELECT * FROM events', [tombstone])).toEqual([])
  })

  it('a tombstone hides copies too that come after it, and rows that were still on their way', async () => {
    const copy = { ...before, receivedAt: NOON + 2 * DAY_MS }
    expect(ids(await ask(IDS, [before], [tombstone], [copy], [before, after]))).toEqual(['after'])
  })

  it('a tombstone hides what happened before it and was told only after, and what a fast clock dates after it', async () => {
    const told = eventRowOf({ eventId: 'told later', receivedAt: NOON + 2 * DAY_MS })
    const dated = eventRowOf({ eventId: 'dated later', occurredAt: NOON + 2 * DAY_MS, receivedAt: NOON })
    expect(ids(await ask(IDS, [told, dated, after], [tombstone]))).toEqual(['after'])
  })

  it('a tombstone of the very instant of an event hides it, and a second one hides what came between', async () => {
    expect(ids(await ask(IDS, [before, after], [tombstoneRow(UNIT, NOON)]))).toEqual(['after'])
    connection.closeSync()
    expect(ids(await ask(IDS, [], [], [tombstoneRow(UNIT, NOON + 3 * DAY_MS)]))).toEqual([])
  })
})

it('any order, repetition, division and crash of the same calls gives the same events', async () => {
  const row = fc.record({
    eventId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    occurredAt: fc.integer({ min: NOON - DAY_MS, max: NOON + DAY_MS }),
    receivedAt: fc.integer({ min: NOON, max: NOON + 5 }),
    watchedMs: fc.option(fc.nat(3), { nil: null }),
  })
  // A token says the unit: all tellings of an event have the same.
  const rows = fc
    .array(row, { minLength: 1, maxLength: 12 })
    .map((all) => all.map((each) => eventRowOf({ ...each, unit: each.eventId < 'c' ? UNIT : OTHER })))
  const erasures = fc.array(fc.tuple(fc.constantFrom(UNIT, OTHER), fc.integer({ min: NOON - 1, max: NOON + 6 })), {
    maxLength: 2,
  })
  const plan = fc.record({
    rows,
    erasures,
    order: fc.infiniteStream(fc.nat()),
    cut: fc.option(fc.nat(200), { nil: null }),
  })
  await fc.assert(
    fc.asyncProperty(plan, async ({ rows: events, erasures: erased, order, cut }) => {
      const all = [...events, ...erased.map(([unit, at]) => tombstoneRow(unit, at))]
      const once = await viewOf([all], null)
      const shuffled = [...all, ...all.filter((_, index) => index % 2 === 0)]
        .map((each) => ({ each, key: order.next().value ?? 0 }))
        .sort((left, right) => left.key - right.key)
        .map(({ each }) => each)
      const half = shuffled.length >> 1
      expect(await viewOf([shuffled.slice(0, half), shuffled.slice(half)], cut)).toEqual(once)
    }),
    { numRuns: 12 },
  )
})

/** The events after these calls, each by a stack of its own; the first ends in a line that was cut after so many characters. */
async function viewOf(calls: readonly (readonly EventRow[])[], cut: number | null) {
  const there = await mkdtemp(join(folder, 'run-'))
  for (const [index, rows] of calls.entries()) {
    await (await NdjsonSink.open({ folder: there, start: `s${index}` })).send(rows)
    if (cut === null || index > 0) continue
    const files = (await readdir(there, { recursive: true })).filter((path) => path.includes('s0-'))
    if (files[0] !== undefined) await appendFile(join(there, files[0]), JSON.stringify(eventRowOf()).slice(0, cut))
  }
  connection?.closeSync()
  connection = await openEvents(there)
  return answers('SELECT * FROM events ORDER BY eventId')
}
