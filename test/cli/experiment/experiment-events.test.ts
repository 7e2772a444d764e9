import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EventRow } from '../../../src/events/event-row.ts'
import { tombstoneRow } from '../../../src/events/tombstone-row.ts'
import type { Moments } from '../../../src/experiment/analysis/moments/moments.ts'
import { NOON } from '../../events/rows.ts'
import { ffInside } from '../command-line.ts'
import { armOf, RECORD, rowOf, type Told, toldOf, unitOf } from './made-up-experiment.ts'
import { byHand } from './moments-by-hand.ts'

const UNITS = 120
const told = toldOf(UNITS)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ff-experiment-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The verb over these rows, and the moments that it wrote. */
async function analyzed(rows: readonly EventRow[], record: object = RECORD, ...more: readonly string[]) {
  const [events, experiment, out] = ['events', 'experiment.json', 'moments.json'].map((name) => join(folder, name))
  await rm(events ?? '', { recursive: true, force: true })
  await mkdir(events ?? '')
  await writeFile(join(events ?? '', 'some.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  await writeFile(experiment ?? '', JSON.stringify(record))
  const words = ['experiment', 'analyze', RECORD.key, '--events', events ?? '', '--experiment', experiment ?? '']
  const ended = await ffInside([...words, '--out', out ?? '', '--json', ...more])
  return { ...ended, moments: JSON.parse(await readFile(out ?? '', 'utf8').catch(() => 'null')) as Moments }
}

/** Two arms of a metric are what they are by hand, over these units. */
function expectByHand(moments: Moments, units: readonly number[], all: readonly Told[] = told): void {
  for (const { id, arms } of moments.metrics) {
    for (const [place, arm] of ['control', 'warmer'].entries()) {
      expect(rounded(arms[place]), `${id} in ${arm}`).toEqual(rounded(byHand(id, arm, units, all)))
    }
  }
}

/** Sums of divided amounts differ in their last digits. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, each) => (typeof each === 'number' ? Number(each.toPrecision(12)) : each))

const everyUnit = Array.from({ length: UNITS }, (_, unit) => unit)

it('moments of events are the sums of every unit that met an arm, since then and in the days before', async () => {
  const { code, stdout, stderr, moments } = await analyzed(told.map(rowOf))
  expect(code, stderr).toBe(0)
  expect(moments.arms).toEqual([
    { key: 'control', weight: 0.5, units: 60, exposedTwice: 0 },
    { key: 'warmer', weight: 0.5, units: 60, exposedTwice: 0 },
  ])
  expect(moments.metrics.map(({ id, kind, guardrail }) => [id, kind, guardrail])).toEqual([
    ['start-rate', 'ratio', false],
    ['watched-minutes', 'mean', false],
    ['rewarded', 'proportion', false],
    ...['first-frame-ms', 'error-rate', 'fallback-rate'].map((id) => [id, 'ratio', true]),
  ])
  expectByHand(moments, everyUnit)
  const again = await ffInside(['experiment', 'analyze', '--moments', join(folder, 'moments.json'), '--json'])
  expect(again.stdout).toBe(stdout)
})

it('a device that runs for a day counts as much as one of a thousand units does, and no more', async () => {
  const minutes = (unit: number) => (unit === 1099 ? 1_440 : unit % 90)
  const rows = Array.from({ length: 1100 }, (_, unit) =>
    rowOf({ unit, hours: 1, item: 0, event: 'watch', more: { watchedMs: 60_000 * minutes(unit) } }),
  )
  const { moments } = await analyzed(rows, { ...RECORD, metrics: ['watched-minutes'], guardrails: [] })
  const sum = (arm: string) =>
    rows.reduce((total, _row, unit) => total + (armOf(unit) === arm ? Math.min(89, minutes(unit)) : 0), 0)
  expect(moments.metrics[0]?.arms.map(({ m }) => m.sum)).toEqual([sum('control'), sum('warmer')])
})

it('rows that came twice, in another order, of minors, of sessions, of others and of erased units change nothing', async () => {
  const other = (unit: number, more: Partial<EventRow>) =>
    rowOf({ unit, hours: 1, item: 0, event: 'impression', more: { unit: unitOf(unit), ...more } })
  const rows = told.map(rowOf)
  const strangers = [
    other(500, { unit: null, privacy: 'minor' }),
    other(501, { privacy: 'contextual' }),
    other(502, { arms: [{ key: 'another', arm: 'warmer' }] }),
    other(503, { arms: [{ key: RECORD.key, arm: 'an-arm-of-before' }] }),
    other(504, {}),
    tombstoneRow(unitOf(504), NOON + 10 * 3_600_000),
  ]
  const { moments } = await analyzed([...strangers, ...rows].reverse().concat(rows.slice(0, 40)))
  expectByHand(moments, everyUnit)
})

it('a unit that met two arms is in no sum, and counts where it was first', async () => {
  const twice = rowOf({
    ...{ unit: 4, hours: 5, item: 0, event: 'impression' },
    more: { eventId: `${'f'.repeat(32)}:0:impression`, arms: [{ key: RECORD.key, arm: 'warmer' }] },
  })
  const { code, stdout, moments } = await analyzed([...told.map(rowOf), twice])
  expect(moments.arms.map(({ units, exposedTwice }) => [units, exposedTwice])).toEqual([
    [59, 1],
    [60, 0],
  ])
  expectByHand(
    moments,
    everyUnit.filter((unit) => unit !== 4),
  )
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    expect.objectContaining({ multipleExposure: expect.objectContaining({ state: 'ok' }) }),
  ])
})

it('sessions are analysed apart from viewers, and nothing is known of what they did before', async () => {
  const sessions = told.map((each) =>
    rowOf({ ...each, unit: each.unit + 1000, more: { ...each.more, privacy: 'contextual' } }),
  )
  const { moments } = await analyzed([...sessions, ...told.map(rowOf)], { ...RECORD, unit: 'session' })
  expect(moments.arms.map(({ units }) => units)).toEqual([60, 60])
  expect(moments.metrics.flatMap(({ arms }) => arms.flatMap((arm) => Object.keys(arm)))).not.toContain('mPre')
})

it('a broken split is refused by the name of the place where it is worst', async () => {
  const isLost = (unit: number) => armOf(unit) === 'warmer' && unit % 3 !== 0
  const device = (unit: number) => (isLost(unit) ? 'mobile' : unit % 5 === 0 ? 'mobile' : 'tv') as 'mobile' | 'tv'
  const rows = Array.from({ length: 900 }, (_, unit) => unit)
    .filter((unit) => !(isLost(unit) && unit % 2 === 1 && unit % 5 !== 0))
    .map((unit) => rowOf({ unit, hours: 1, item: 0, event: 'impression', more: { device: device(unit) } }))
  const { code, stdout } = await analyzed(rows, { ...RECORD, guardrails: [] })
  const { verdict, srm, because } = JSON.parse(stdout)
  expect([code, verdict, srm.state]).toEqual([1, 'refused', 'mismatch'])
  expect(srm.worst.where).toMatchObject({ device: 'tv' })
  expect(because[0].sentence).toContain('It is worst at tv')
})

it('a guardrail that no event tells is named with where it is counted, and the others are analysed', async () => {
  const record = { ...RECORD, guardrails: ['empty-rate', 'error-rate'] }
  const { code, stderr, moments } = await analyzed(told.map(rowOf), record)
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^empty-rate is not in these moments: .*--log FILE/)])
  expect(moments.metrics.map(({ id }) => id)).toEqual([...RECORD.metrics, 'error-rate'])
})

it('Parquet says what lines of JSON say, with tombstones that have files of their own', async () => {
  const stone = tombstoneRow(unitOf(7), NOON + 100 * 3_600_000)
  const { moments: lines } = await analyzed([...told.map(rowOf), stone])
  const [source, parquet, stones] = ['events/some.ndjson', 'parquet', 'stones'].map((name) => join(folder, name))
  const connection = await (await DuckDBInstance.create()).connect()
  await connection.run(`SET VARIABLE events = '${source}'`)
  await connection.run(await readFile('src/events/generated/ndjson-rows.sql', 'utf8'))
  for (const [at, which] of [
    [parquet, '<>'],
    [stones, '='],
  ] as const) {
    await mkdir(at ?? '')
    await connection.run(`COPY (FROM event_rows WHERE event ${which} 'erased') TO '${at}/a.parquet' (FORMAT parquet)`)
  }
  connection.closeSync()
  const [experiment, out] = [join(folder, 'experiment.json'), join(folder, 'of-parquet.json')]
  const words = ['experiment', 'analyze', RECORD.key, '--events', parquet ?? '', '--erased', stones ?? '']
  expect(await ffInside([...words, '--experiment', experiment, '--out', out])).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(await readFile(out, 'utf8'))).toEqual(lines)
  expect(lines.arms.map(({ units }) => units)).toEqual([60, 59])
})

it('lines that are no events are counted and in no sum, and files of nothing else are refused by name', async () => {
  const rows = told.map(rowOf)
  const change: Partial<Record<keyof EventRow, unknown>> = { occurredAt: 'yesterday' }
  const cut = { ...rows[0], ...change } as EventRow
  const { code, stderr, moments } = await analyzed([...rows, cut, cut])
  expect([code, stderr]).toEqual([0, '2 lines are no events and are in no sum\n'])
  expectByHand(moments, everyUnit)
  const nothing = await analyzed([cut, cut])
  expect([nothing.code, nothing.stderr]).toEqual([1, expect.stringMatching(/2 of 2 lines are no events.*some\.ndjson/)])
})

it.each([
  ['an unknown metric', { ...RECORD, metrics: ['start-rates'] }, /metrics\.0 is "start-rates"[\s\S]*start-rate/],
  ['the record of another', { ...RECORD, key: 'colder' }, /is the record of colder/],
  ['weights of too many arms', { ...RECORD, weights: [1, 1, 1] }, /weights: 3 for 2 variations/],
  ['weights that sum to more', { ...RECORD, weights: [0.5, 0.6] }, /weights: they sum to 1\.1/],
  ['an arm that nobody gets', { ...RECORD, weights: [0, 1] }, /weights\.0: nobody/],
  [
    'ranges that overlap',
    {
      ...RECORD,
      weights: undefined,
      ranges: [
        [0, 0.6],
        [0.5, 1],
      ],
    },
    /ranges\.1: it overlaps/,
  ],
  ['no arms', { ...RECORD, variations: [] }, /variations/],
  [
    'one arm twice',
    { ...RECORD, variations: [{ key: 'control' }, { key: 'control' }] },
    /variations\.1\.key: "control"/,
  ],
  ['one metric twice', { ...RECORD, metrics: ['rewarded', 'rewarded'] }, /metrics\.1: "rewarded" is there twice/],
  ['a goal as a guardrail', { ...RECORD, guardrails: ['start-rate'] }, /guardrails\.0: "start-rate" is there twice/],
  ['a word of the language as a metric', { ...RECORD, metrics: ['constructor'] }, /metrics\.0 is "constructor"/],
  ['no record', [], /the record/],
])('a record that cannot be analysed is refused with exit code 2: %s', async (_name, record, said) => {
  const { code, stderr } = await analyzed([], record)
  expect([code, stderr]).toEqual([2, expect.stringMatching(said)])
})

it('flags that do not go together are refused, and so is a folder that is not there or has no events', async () => {
  const words = ['experiment', 'analyze']
  expect((await ffInside([...words, 'warmer-heroes', '--push'])).code).toBe(2)
  expect((await ffInside([...words, '--moments', 'moments.json', '--events', folder])).stderr).toContain(
    '--events beside',
  )
  await writeFile(join(folder, 'experiment.json'), JSON.stringify(RECORD))
  await mkdir(join(folder, 'empty'))
  for (const [named, expected] of [
    ['nowhere', 2],
    ['empty', 1],
  ] as const) {
    const from = ['--events', join(folder, named), '--experiment', join(folder, 'experiment.json')]
    const { code, stderr } = await ffInside([...words, RECORD.key, ...from])
    expect([named, code, stderr]).toEqual([named, expected, expect.stringContaining('no *.parquet and no *.ndjson')])
  }
})
