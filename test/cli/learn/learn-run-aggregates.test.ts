import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { AGGREGATE_TABLES, type AggregateTable } from '../../../src/learn/aggregates/aggregate-columns.ts'
import type { RunReport } from '../../../src/learn/run/run-report.ts'
import { audience, filmId, type Night, openNight } from './audience.ts'

type Row = Readonly<Record<string, unknown>>

let night: Night
let handed: string
let made: Readonly<Record<AggregateTable, readonly Row[]>>
beforeAll(async () => {
  night = await openNight()
  handed = join(night.folder, 'handed')
  await night.write(audience())
  await night.learn()
  const rows = (table: string) => night.query(`FROM '${night.folder}/out/aggregates/${table}.parquet'`)
  made = { exposures: await rows('exposures'), pairs: await rows('pairs'), data: await rows('data') }
})
beforeEach(async () => {
  await rm(handed, { recursive: true, force: true })
  await mkdir(handed)
  for (const table of ['exposures', 'pairs', 'data'] as const) await hand(table, made[table])
})
afterAll(() => night.close())

function hand(table: string, rows: readonly Row[]): Promise<void> {
  return writeFile(join(handed, `${table}.ndjson`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
}

const learn = () => night.learn('--aggregates', handed)
const report = async () => JSON.parse(await night.read('report.json')) as RunReport
const row = (table: AggregateTable) => made[table][0] ?? {}

it('the files that a run writes have the columns that the page tells of', async () => {
  const page = (await readFile('src/learn/README.md', 'utf8')).replaceAll(/ +/g, ' ')
  for (const table of ['exposures', 'pairs', 'data'] as const) {
    expect(Object.keys(row(table))).toEqual(AGGREGATE_TABLES[table].map(({ name }) => name))
    for (const { name, type, meaning } of AGGREGATE_TABLES[table])
      expect(page).toContain(`| \`${name}\` | ${type} | ${meaning} |`)
  }
})

const WRONG: readonly (readonly ['exposures' | 'pairs', Row, string])[] = [
  ['exposures', { asset_id: 'ttl_film-0' }, 'asset_id'],
  ['exposures', { asset_id: undefined }, 'asset_id'],
  ['exposures', { surface: 'kitchen' }, 'surface'],
  ['exposures', { position: -1 }, 'position'],
  ['exposures', { region: 'mars' }, 'region'],
  ['exposures', { day: '2026-02-30' }, 'day'],
  ['exposures', { impressions: '7' }, 'impressions'],
  ['exposures', { rewarded: 1000 }, 'rewarded'],
  ['exposures', { units: 1.5 }, 'units'],
  ['exposures', { quantile_sum: null }, 'quantile_sum'],
  ['pairs', { a: 'ast_film-9', b: 'ast_film-1' }, 'b'],
  ['pairs', { a: null }, 'a'],
  ['pairs', { weight: -2 }, 'weight'],
  ['pairs', { weight: 'NaN' }, 'weight'],
  ['pairs', { units: 0 }, 'units'],
]

it('rows with a value that is none are left out, each named by file, row and column', async () => {
  const wrongOf = (table: string) => WRONG.filter(([each]) => each === table)
  for (const table of ['exposures', 'pairs'] as const) {
    await hand(table, [...wrongOf(table).map(([, change]) => ({ ...row(table), ...change })), ...made[table]])
  }
  const { code, stderr } = await learn()
  expect(code, stderr).toBe(0)
  const named = (await report()).refusedRows.map(({ file, row: at, column }) => `${file}, row ${at}, ${column}`)
  const expected = (table: string) =>
    wrongOf(table).map(([, , column], at) => `${table}.ndjson, row ${at + 1}, ${column}`)
  expect(named).toEqual([...expected('exposures'), ...expected('pairs')])
  expect(stderr).toContain(`${named[0]}: an id like ast_…; the row is left out`)
})

it('a line that is cut is left out as well', async () => {
  const lines = made.pairs.map((each) => `${JSON.stringify(each)}\n`).join('')
  await writeFile(join(handed, 'pairs.ndjson'), lines.slice(0, -20))
  expect((await learn()).code).toBe(0)
  expect((await report()).rows.pairs).toMatchObject({ rows: made.pairs.length, refused: 1 })
})

it('more rows that cannot be used than one in a hundred, and than ten, stop the run', async () => {
  const wrong = Array.from({ length: 11 }, (_, index) => ({ ...row('exposures'), position: 100 + index }))
  await hand('exposures', [...wrong, ...made.exposures])
  const { code, stderr } = await learn()
  expect([code, stderr]).toEqual([1, expect.stringMatching(/11 of \d+ rows of exposures.*\n.*row 1, position/)])
})

it('a row of a day on which no event happened is left out, and makes no other row old', async () => {
  await learn()
  const before = await night.read('learned.ndjson')
  await hand('exposures', [{ ...row('exposures'), day: '2027-11-30' }, ...made.exposures])
  expect((await learn()).stderr).toContain('exposures.ndjson, row 1, day: a day from 2026-11-28 to 2026-11-30')
  expect(await night.read('learned.ndjson')).toBe(before)
})

it('most rows of a small table that cannot be used stop the run as well', async () => {
  await hand('pairs', [
    ...made.pairs.slice(0, 3),
    ...Array.from({ length: 4 }, () => ({ ...row('pairs'), weight: -1 })),
  ])
  const { code, stderr } = await learn()
  expect([code, stderr]).toEqual([1, expect.stringMatching(/4 of 7 rows of pairs.*\n.*row 4, weight/)])
})

it('a byte order mark is no part of the first row', async () => {
  for (const table of ['exposures', 'data'] as const) {
    await writeFile(
      join(handed, `${table}.ndjson`),
      `\uFEFF${made[table].map((each) => JSON.stringify(each)).join('\r\n')}`,
    )
  }
  expect((await learn()).code).toBe(0)
  expect((await report()).refusedRows).toEqual([])
})

it('rows of assets that the schedule does not have are left out and counted', async () => {
  await hand('exposures', [...made.exposures, { ...row('exposures'), asset_id: 'ast_foreign' }])
  await hand('pairs', [...made.pairs, { a: filmId(0), b: 'ast_foreign', weight: 1, units: 9 }])
  expect((await learn()).code).toBe(0)
  expect(await report()).toMatchObject({ unknownAssets: 1, rows: { exposures: { unknown: 1 }, pairs: { unknown: 1 } } })
})

it.each([
  [
    'rows that stand twice',
    'exposures',
    () => [...made.exposures, row('exposures')],
    /1 rows of exposures stand twice/,
  ],
  ['no row at all', 'exposures', () => [], /nothing to learn/],
  ['no row of data', 'data', () => [], /data needs one row/],
  ['two rows of data', 'data', () => [row('data'), row('data')], /data needs one row/],
  ['an end before its beginning', 'data', () => [{ ...row('data'), to_ms: 0 }], /data\.ndjson, row 1, to_ms/],
  [
    'the pairs of another schedule',
    'pairs',
    () => made.pairs.map(({ a, b, ...each }) => ({ ...each, a: `${String(a)}-else`, b: `${String(b)}-else` })),
    /that the schedule does not have/,
  ],
  [
    'the aggregates of another schedule',
    'exposures',
    () => made.exposures.map((each) => ({ ...each, asset_id: `${String(each.asset_id)}-else` })),
    /that the schedule does not have/,
  ],
] as const)('the run is refused for %s, and the one before stays', async (_what, table, rows, words) => {
  const before = await night.read('learned.ndjson')
  await hand(table, rows())
  const { code, stderr } = await learn()
  expect([code, stderr]).toEqual([1, expect.stringMatching(words)])
  expect(await night.read('learned.ndjson')).toBe(before)
})

it('a table that is missing, a column that is missing and a file that is cut are refused by name', async () => {
  await rm(join(handed, 'pairs.ndjson'))
  expect((await learn()).stderr).toMatch(/no pairs\.parquet and no pairs\.ndjson/)
  await writeFile(join(handed, 'pairs.parquet'), 'PAR1')
  expect((await learn()).stderr).toMatch(/pairs\.parquet cannot be read/)
  await night.toParquet('handed/pairs.parquet', 'SELECT assetId AS a, assetId AS b, 1 AS units FROM event_rows')
  expect((await learn()).stderr).toMatch(/pairs\.parquet has no column weight/)
})
