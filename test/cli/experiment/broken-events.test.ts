import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../src/experiment/analysis/analysis.ts'
import { ffInside } from '../command-line.ts'
import { RECORD, rowOf, toldOf } from './made-up-experiment.ts'

const ROWS = toldOf(60).map(rowOf)
const GOOD = ROWS.map((row) => `${JSON.stringify(row)}\n`).join('')
const NEVER = /Infinity|NaN|^ +at .*:\d+:\d+/m

let folder: string
let duck: DuckDBConnection
let numbers: unknown
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ff-broken-events-'))
  await writeFile(join(folder, 'experiment.json'), JSON.stringify(RECORD))
  numbers = (await analyzed({ 'good.ndjson': GOOD })).numbers
  duck = await (await DuckDBInstance.create()).connect()
  await duck.run(`SET VARIABLE events = '${join(folder, 'events', 'good.ndjson')}'`)
  await duck.run(await readFile('src/events/generated/ndjson-rows.sql', 'utf8'))
  await duck.run('CREATE TABLE kept AS FROM event_rows')
})
afterAll(async () => {
  duck.closeSync()
  await rm(folder, { recursive: true, force: true })
})

/** The verb over files of events. */
async function analyzed(files: Readonly<Record<string, string | Uint8Array>>) {
  const events = join(folder, 'events')
  await rm(events, { recursive: true, force: true })
  await mkdir(events)
  for (const [name, content] of Object.entries(files)) await writeFile(join(events, name), content)
  const words = ['--events', events, '--experiment', join(folder, 'experiment.json'), '--json']
  const { code, stdout, stderr } = await ffInside(['experiment', 'analyze', RECORD.key, ...words])
  expect(stdout + stderr).not.toMatch(NEVER)
  const { metrics = [], reasons = [] } = JSON.parse(stdout) as Partial<Analysis>
  return { code, stderr, reasons, numbers: metrics.map(({ id, arms }) => [id, arms.map(({ n, mean }) => [n, mean])]) }
}

/** Rows of which the first `number` have something else in them. */
const changed = (number: number, more: object): string =>
  ROWS.map((row, index) => `${JSON.stringify(index < number ? { ...row, ...more } : row)}\n`).join('')

/** The events as Parquet, with some columns as this query has them. */
async function parquet(select: string): Promise<Uint8Array> {
  const file = join(folder, 'some.parquet')
  await duck.run(`COPY (SELECT ${select} FROM kept) TO '${file}' (FORMAT parquet)`)
  return readFile(file)
}

describe('files of events that are broken', () => {
  const more = (text: string): string => text + GOOD
  it.each([
    ['lists', more('[]\n[1]\n'), /2 lines are no events/],
    ['no JSON', more('hello\nworld\n'), /2 lines are no events/],
    ['bytes of 0', more('\0\0\n'), /1 line is no event/],
    ['a line that is deep', more(`{"eventId":${'['.repeat(5000)}${']'.repeat(5000)}}\n`), /1 line is no event/],
    ['a line of 17 million letters', more(`{"eventId":"${'x'.repeat(17_000_000)}"}\n`), /1 line is no event/],
    ['an instant beyond all', more(JSON.stringify({ ...ROWS[0], occurredAt: 1e308 })), /1 line is no event/],
    ['line ends of another system', GOOD.replaceAll('\n', '\r\n'), /^$/],
    ['fields that nobody knows', changed(5, { extra: { of: [1, 'two'] } }), /^$/],
  ])('what is no event is counted and changes no number: %s', async (_what, text, said) => {
    const found = await analyzed({ 'some.ndjson': text })
    expect([found.code, found.stderr]).toEqual([0, expect.stringMatching(said)])
    expect(found.numbers).toEqual(numbers)
  })

  it('an empty file beside others changes nothing, and alone it leaves every arm without units', async () => {
    expect((await analyzed({ 'a.ndjson': GOOD, 'b.ndjson': '' })).numbers).toEqual(numbers)
    expect(await analyzed({ 'a.ndjson': '' })).toMatchObject({ code: 1, reasons: ['no-units'] })
  })

  it.each([
    ['below 0', { watchedMs: -5e12, ttffMs: -50 }],
    ['of an age of the world', { watchedMs: 9e18, ttffMs: 9e18 }],
  ])('a time that no device may report counts as not said, and is counted: %s', async (_what, times) => {
    const silent = { watchedMs: null, ttffMs: null }
    const without = await analyzed({ 'some.ndjson': changed(40, silent) })
    const found = await analyzed({ 'some.ndjson': changed(40, times) })
    expect(found.stderr).toMatch(/^40 events have a time that no device may report/)
    expect(found.numbers).toEqual(without.numbers)
  })

  it.each([
    ['cut at its end', (whole: Uint8Array) => whole.subarray(0, whole.length - 100), /No magic bytes.*some\.parquet/],
    ['cut at its beginning', (whole: Uint8Array) => whole.subarray(0, 3), /some\.parquet' too small/],
    ['empty', () => new Uint8Array(), /some\.parquet' too small/],
  ])('Parquet that is broken is refused by its file: %s', async (_what, broken, said) => {
    const found = await analyzed({ 'some.parquet': broken(await parquet('*')) })
    expect([found.code, found.stderr]).toEqual([1, expect.stringMatching(said)])
  })

  it.each([
    ['other columns', '1 AS foo', /column "eventId" not found/],
    ['a column that is missing', '* EXCLUDE (ttffMs)', /column "ttffMs" not found/],
    ['instants that are text', '* REPLACE (occurredAt::VARCHAR AS occurredAt)', /VARCHAR/],
  ])('Parquet of another schema is refused by what is wrong with it: %s', async (_what, select, said) => {
    const found = await analyzed({ 'some.parquet': await parquet(select) })
    expect([found.code, found.stderr]).toEqual([1, expect.stringMatching(said)])
  })

  it('Parquet whose times are without end has none, and all else of it counts', async () => {
    const without = await analyzed({ 'some.parquet': await parquet('* REPLACE (NULL::BIGINT AS watchedMs)') })
    const endless = "* REPLACE ((CASE WHEN watchedMs IS NULL THEN NULL ELSE 'inf'::DOUBLE END) AS watchedMs)"
    expect((await analyzed({ 'some.parquet': await parquet(endless) })).numbers).toEqual(without.numbers)
  })
})
