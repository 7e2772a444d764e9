import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { learnedReport } from '../../../src/contracts/ops/answers/learned/learned-report.ts'
import type { RunReport } from '../../../src/learn/run/run-report.ts'
import { NOON } from '../../events/rows.ts'
import { audience, filmId, type Night, openNight, told, unitOf } from './audience.ts'

let night: Night
/** What the audience alone teaches. */
let whole: string
beforeAll(async () => {
  night = await openNight()
  await night.write(audience())
  await night.learn('--out', join(night.folder, 'base'))
  whole = await readFile(join(night.folder, 'base', 'learned.ndjson'), 'utf8')
})
afterAll(() => night.close())

const report = async () => JSON.parse(await night.read('report.json')) as RunReport
const learned = async () => {
  const lines = (await night.read('learned.ndjson')).trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

it('a run writes every asset of the schedule, a report of what went in, and the aggregates it learned from', async () => {
  await night.write(audience())
  const { code, stdout, stderr } = await night.learn('--json')
  expect(code, stderr).toBe(0)
  expect((await readdir(join(night.folder, 'out'))).sort()).toEqual(['aggregates', 'learned.ndjson', 'report.json'])
  expect(await readdir(night.folder)).not.toContain('out.partial')
  const [head, ...assets] = await learned()
  expect(assets.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map(filmId))
  expect(JSON.parse(stdout)).toEqual(await report())
  expect(await report()).toMatchObject({
    ...{ run: head?.id, previous: null, isNewSpace: true, seed: 1, leastUnits: 5, halfLifeDays: 14 },
    data: { from: '2026-11-28T12:00:00.000Z', to: '2026-11-30T12:00:00.000Z', events: audience().length },
    heldOut: { day: '2026-11-30' },
    moved: null,
  })
})

it('the same events in another order and other files, some of them twice, make the same bytes', async () => {
  const shuffled = [...audience()]
    .sort((one, other) => (one.eventId.at(5) ?? '').localeCompare(other.eventId.at(5) ?? ''))
    .reverse()
  await night.write(shuffled, 97)
  await night.learn()
  expect(await night.read('learned.ndjson')).toBe(whole)
  expect(await night.read('report.json')).toBe(await readFile(join(night.folder, 'base', 'report.json'), 'utf8'))
  await night.write([...shuffled, ...shuffled.slice(0, 50)], 500)
  await night.learn()
  expect(await night.read('learned.ndjson')).toBe(whole)
  expect((await report()).leftOut['repeated-or-erased']).toBe(50)
})

it('the aggregates of a run, in whatever form and order they are handed over, make the same run', async () => {
  const aggregates = join(night.folder, 'base', 'aggregates')
  await night.learn('--aggregates', aggregates)
  expect(await night.read('learned.ndjson')).toBe(whole)
  const handed = join(night.folder, 'handed')
  await mkdir(handed)
  for (const table of ['exposures', 'pairs', 'data']) {
    const rows = await night.query(`FROM '${aggregates}/${table}.parquet'`)
    const lines = [...rows].reverse().map((row) => `${JSON.stringify(row)}\n`)
    await writeFile(join(handed, `${table}-0.ndjson`), lines.slice(1).join(''))
    await writeFile(join(handed, `${table}-1.ndjson`), lines.slice(0, 1).join(''))
  }
  const { code, stderr } = await night.learn('--aggregates', handed)
  expect(code, stderr).toBe(0)
  expect(await night.read('learned.ndjson')).toBe(whole)
})

it('the next run goes on in the space of the one before, and names what moved', async () => {
  const first = JSON.parse(await readFile(join(night.folder, 'base', 'report.json'), 'utf8')) as RunReport
  const loved = Array.from({ length: 300 }, (_, viewer) =>
    ['impression', 'watch'].map((event) => told(1000 + viewer, 1, event)),
  ).flat()
  await night.write([...audience(), ...loved])
  const { code, stderr } = await night.learn('--previous', join(night.folder, 'base', 'learned.ndjson'))
  expect(code, stderr).toBe(0)
  const second = await report()
  // Both are what the publisher keeps, whole.
  for (const each of [first, second]) expect(learnedReport.parse(each)).toEqual(each)
  expect(second).toMatchObject({ previous: first.run, space: first.space, isNewSpace: false })
  expect(second.moved?.gained.map(({ assetId }) => assetId)).toContain(filmId(1))
})

it('a run before that was cut, also at the end of a line, is refused by its line', async () => {
  const file = join(night.folder, 'cut.ndjson')
  const refusals: [string, RegExp][] = [
    [whole.slice(0, -40), /line 9: it is not JSON/],
    [whole.split('\n').slice(0, 5).join('\n'), /its id is not that of its lines/],
    ['', /line 1/],
  ]
  for (const [text, words] of refusals) {
    await writeFile(file, text)
    const { code, stderr } = await night.learn('--previous', file, '--out', join(night.folder, 'never'))
    expect([code, stderr]).toEqual([1, expect.stringMatching(words)])
  }
})

it('nothing seen, or nothing of the schedule, is nothing to learn: exit code 1, and the run before stays', async () => {
  const base = join(night.folder, 'base')
  await night.write([])
  await writeFile(join(night.folder, 'events', 'none.ndjson'), '')
  expect(await night.learn('--out', base)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nothing to learn'),
  })
  await night.write(audience().map((row) => ({ ...row, assetId: 'ast_of-another-schedule' })))
  const ended = await night.learn('--out', join(night.folder, 'other'))
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('does not have') })
  expect(await readFile(join(base, 'learned.ndjson'), 'utf8')).toBe(whole)
  const left = await readdir(night.folder)
  for (const name of ['other', 'other.partial', 'base.partial']) expect(left).not.toContain(name)
})

it('assets that the schedule does not have are left out and counted', async () => {
  await night.write([
    ...audience(),
    ...audience()
      .slice(0, 9)
      .map((row) => ({ ...row, eventId: `x${row.eventId}`, assetId: 'ast_gone' })),
  ])
  await night.learn()
  expect((await report()).leftOut['unknown-asset']).toBe(9)
  expect((await learned()).map(({ id }) => id)).not.toContain('ast_gone')
})

it('Parquet of a pipeline gives the same run, without whom tombstones of another folder name', async () => {
  const erased = unitOf(3)
  await night.write(audience().filter(({ unit }) => unit !== erased))
  await night.learn()
  const without = await night.read('learned.ndjson')
  await night.write(audience())
  await night.toParquet('lake/events.parquet', 'SELECT * FROM event_rows')
  const tombstone = `'erased' AS event, '${erased}' AS unit, ${NOON + 1000} AS receivedAt`
  await night.toParquet('erased/tombstones.parquet', `SELECT * REPLACE (${tombstone}) FROM event_rows LIMIT 1`)
  const { code, stderr } = await night.learn(
    '--events',
    join(night.folder, 'lake', '*.parquet'),
    '--erased',
    join(night.folder, 'erased'),
  )
  expect(code, stderr).toBe(0)
  const [head, ...assets] = (await night.read('learned.ndjson')).split('\n')
  expect(assets).toEqual(without.split('\n').slice(1))
  expect(head).not.toContain(erased)
})

it('an export that was cut, and a record that cannot be read, are refused by name', async () => {
  const records = await readFile(join(night.folder, 'schedule.ndjson'), 'utf8')
  const file = join(night.folder, 'export.ndjson')
  const refusals: [string, RegExp][] = [
    [`{"v":1,"type":"export"}\n${records}`, /export\.ndjson is cut/],
    [records.slice(0, -20), /export\.ndjson, line 16/],
    [records.replace('"durationMs":20000', '"durationMs":-1'), /export\.ndjson, line 2: durationMs/],
    ['', /has no asset/],
  ]
  for (const [text, words] of refusals) {
    await writeFile(file, text)
    const { code, stderr } = await night.learn('--schedule', file)
    expect([code, stderr]).toEqual([1, expect.stringMatching(words)])
  }
})

it('a folder with anything that no run writes is not taken for the place of one', async () => {
  await night.write(audience())
  await rm(join(night.folder, 'out'), { recursive: true, force: true })
  const { code, stderr } = await night.learn('--out', night.folder)
  expect([code, stderr]).toEqual([1, expect.stringMatching(/which no run writes/)])
})

it.each([
  ['events and aggregates', ['--events', 'e', '--aggregates', 'a'], 2, /--events or --aggregates/],
  ['a pattern that matches nothing', ['--events', '/nowhere/*.parquet'], 2, /no \*\.parquet and no \*\.ndjson/],
  ['a schedule that is not there', ['--schedule', '/nowhere.ndjson'], 2, /--schedule/],
  ['a seed that is none', ['--least-units', 'few'], 2, /--least-units is "few"/],
  ['aggregates that are not there', ['--aggregates', '/nowhere'], 2, /is no folder/],
  ['tombstones of aggregates', ['--aggregates', 'a', '--erased', 'b'], 2, /--erased belongs to --events/],
  ['a run before that is not there', ['--previous', '/nowhere'], 2, /--previous/],
])('the command line is refused in words for %s', async (_what, words, code, said) => {
  await night.write(audience().slice(0, 10))
  const ended = await night.learn(...words)
  expect([ended.code, ended.stderr]).toEqual([code, expect.stringMatching(said)])
})
