import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { REWARDS } from '../../../src/events/cells/asset-cells.ts'
import type { EventRow } from '../../../src/events/event-row.ts'
import type { RunReport } from '../../../src/learn/run/run-report.ts'
import type { LearnedAsset } from '../../../src/model/learned/learned-run.ts'
import { NOON } from '../../events/rows.ts'
import { audience, filmId, type Night, openNight, told, unitOf } from './audience.ts'

const FLOOD = 100_000
const NETWORK = 20_000
/** 1 ÷ √2, in whole billionths. */
const ROOT = Math.round(Math.SQRT1_2 * 1e9) / 1e9
/** The run of the audience alone. */
const BASE = 'base'

let night: Night
beforeAll(async () => {
  night = await openNight()
  await night.write(audience())
  await night.learn('--out', join(night.folder, BASE))
})
afterAll(() => night.close())

const report = async () => JSON.parse(await night.read('report.json')) as RunReport

async function learnedOf(rows: readonly EventRow[]): Promise<string> {
  await night.write(rows)
  const { code, stderr } = await night.learn()
  expect(code, stderr).toBe(0)
  return night.read('learned.ndjson')
}

/** The rate of a film on the surface of all these events. */
function rateOf(learned: string, film: number): number {
  const assets = learned
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as LearnedAsset)
  return assets.find(({ id }) => id === filmId(film))?.surfaces['home-hero']?.rate ?? Number.NaN
}

const sums = (film: number, out = 'out') =>
  night.query(`SELECT sum(impressions)::INT AS impressions, sum(rewarded)::INT AS rewarded, sum(units)::INT AS units
    FROM '${night.folder}/${out}/aggregates/exposures.parquet' WHERE asset_id = '${filmId(film)}'`)

/** The events that were written, and so many watches besides: each of a decision, a unit and a network of its own, or not. */
async function floodedRate(film: number, watches: number, changed: string): Promise<number> {
  await night.toParquet(
    'flooded/events.parquet',
    `SELECT * FROM event_rows UNION ALL BY NAME SELECT event_rows.* REPLACE (
       lpad(i::VARCHAR, 32, '0') || ':0:watch' AS eventId, 'watch' AS event, ${changed}
     ) FROM range(${watches}) AS numbers(i), (
       SELECT * FROM event_rows WHERE assetId = '${filmId(film)}' AND occurredAt = ${NOON} LIMIT 1
     ) AS event_rows`,
  )
  const { code, stderr } = await night.learn('--events', join(night.folder, 'flooded'))
  expect(code, stderr).toBe(0)
  return rateOf(await night.read('learned.ndjson'), film)
}

it('100,000 watches of one viewer teach no more than one watch does', async () => {
  const one = rateOf(await learnedOf([...audience(), told(900, 0, 'watch')]), 0)
  await night.write(audience())
  expect(await floodedRate(0, FLOOD, `'${unitOf(900)}' AS unit, 900 AS source`)).toBe(one)
})

it('20,000 watches of one network, each of another viewer, move a rate by no more than 5 %', async () => {
  const seen = Array.from({ length: 60 }, (_, viewer) => told(100 + viewer, 0, 'impression'))
  const liked = Array.from({ length: 25 }, (_, viewer) => told(100 + viewer, 0, 'watch'))
  const before = rateOf(await learnedOf([...audience(), ...seen, ...liked]), 0)
  const after = await floodedRate(0, NETWORK, `substr(md5(i::VARCHAR), 1, 16) AS unit, 4000 AS source`)
  expect(after).toBeGreaterThan(before)
  expect(after / before).toBeLessThanOrEqual(1.05)
  expect((await report()).leftOut['above-source-bound']).toBeGreaterThan(NETWORK - 10)
})

it('a network gives an asset a twentieth of what all others give on that day, and never less than one', async () => {
  const [base] = await sums(2, BASE)
  const network = Array.from({ length: 30 }, (_, viewer) => told(300 + viewer, 2, 'click', { source: 4000 }))
  const crowd = Array.from({ length: 40 }, (_, viewer) => told(200 + viewer, 2, 'click'))
  await learnedOf([...audience(), ...network])
  const [alone] = await sums(2)
  expect(Number(alone?.rewarded) - Number(base?.rewarded)).toBe(1)
  await learnedOf([...audience(), ...crowd, ...network])
  const [among] = await sums(2)
  expect(Number(among?.rewarded) - Number(base?.rewarded)).toBe(40 + 2)
})

it('a viewer counts once for an asset, a surface and a day, where it was seen first', async () => {
  const places = (out: string) =>
    night.query(`SELECT position, sum(impressions)::INT AS impressions, sum(rewarded)::INT AS rewarded, sum(units)::INT AS units
      FROM '${night.folder}/${out}/aggregates/exposures.parquet' WHERE asset_id = '${filmId(3)}' GROUP BY ALL ORDER BY ALL`)
  const times = [2, 3, 1].map((position, nth) =>
    told(950, 3, 'impression', { nth, position, occurredAt: NOON + 1000 * nth }),
  )
  const acts = ['like', 'share'].map((event, nth) => told(950, 3, event, { nth: 7 + nth, occurredAt: NOON + 9000 }))
  await learnedOf([...audience(), ...acts, ...times])
  expect(await places('out')).toEqual([{ position: 2, impressions: 1, rewarded: 1, units: 1 }, ...(await places(BASE))])
  expect((await report()).leftOut['seen-again']).toBe(2)
})

it('a holdout teaches nothing', async () => {
  const held = audience().map((row) => ({ ...row, eventId: `h${row.eventId}`, unit: `held${row.unit}`, holdout: true }))
  const [head, ...assets] = (await readFile(join(night.folder, BASE, 'learned.ndjson'), 'utf8')).split('\n')
  const [otherHead, ...others] = (await learnedOf([...audience(), ...held])).split('\n')
  expect(others).toEqual(assets)
  expect(otherHead).not.toBe(head)
  expect((await report()).leftOut.holdout).toBe(held.length)
})

it('minors count as shown, and pair no assets', async () => {
  const pairs = (out: string) => night.query(`FROM '${night.folder}/${out}/aggregates/pairs.parquet' ORDER BY a, b`)
  const [before] = await sums(5, BASE)
  const minors = Array.from({ length: 20 }, (_, viewer) =>
    [5, 3, 1].map((film) => told(500 + viewer, film, 'watch', { unit: null, privacy: 'minor', nth: viewer })),
  ).flat()
  await learnedOf([...audience(), ...minors])
  expect(await pairs('out')).toEqual(await pairs(BASE))
  const [after] = await sums(5)
  expect(Number(after?.impressions) - Number(before?.impressions)).toBe(20)
  expect(after?.units).toBe(before?.units)
})

it('what was shown counts whatever its chance was, and how many had none is told', async () => {
  await night.write(audience())
  await night.toParquet(
    'chances/events.parquet',
    `SELECT * REPLACE (CASE WHEN position = 1 THEN 'nan'::DOUBLE WHEN position = 2 THEN 0 WHEN position = 3 THEN NULL ELSE propensity END AS propensity,
       position = 2 AS sticky, position <> 1 AS drawn) FROM event_rows`,
  )
  await night.learn('--events', join(night.folder, 'chances'))
  expect(await night.read('learned.ndjson')).toBe(await readFile(join(night.folder, BASE, 'learned.ndjson'), 'utf8'))
  const without = audience().filter(({ position }) => position > 0)
  expect((await report()).leftOut['without-chance']).toBe(without.length)
})

it('pairs that fewer than --least-units like are in neither the aggregates nor the run', async () => {
  await night.write(audience())
  await night.learn('--least-units', '1')
  const all = await night.query(`FROM '${night.folder}/out/aggregates/pairs.parquet'`)
  await night.learn('--least-units', '6')
  const kept = await night.query(`FROM '${night.folder}/out/aggregates/pairs.parquet'`)
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.length).toBeLessThan(all.length)
  expect(kept.every(({ units }) => Number(units) >= 6)).toBe(true)
  expect((await report()).leftOut['pairs-of-too-few']).toBe(all.length - kept.length)
})

it('a viewer who likes much adds one over the root of it to each pair', async () => {
  await night.write(
    [0, 2, 4, 6].map((film) => told(1, film, 'like')).concat([0, 2].map((film) => told(2, film, 'like'))),
  )
  await night.learn('--least-units', '1')
  const rows = await night.query(`FROM '${night.folder}/out/aggregates/pairs.parquet' ORDER BY a, b`)
  const of = (a: number, b: number) => rows.find((row) => row.a === filmId(a) && row.b === filmId(b))
  expect(of(0, 2)).toEqual({ a: filmId(0), b: filmId(2), weight: 0.5 + ROOT, units: 2 })
  expect(of(0, 0)).toMatchObject({ weight: 0.5 + ROOT, units: 2 })
  expect(of(4, 6)).toMatchObject({ weight: 0.5, units: 1 })
  expect(rows).toHaveLength(10)
})

it('watch time counts as a quantile among videos of like length, never as milliseconds', async () => {
  // Films 0, 3 and 6 are of 20 s, films 1 and 4 of 25 s.
  const watched = (viewer: number, film: number, watchedMs: number) => [
    told(viewer, film, 'impression'),
    told(viewer, film, 'skip', { watchedMs }),
  ]
  const short = [...watched(1, 0, 1000), ...watched(2, 3, 2000), ...watched(3, 6, 3000), ...watched(4, 6, 900_000)]
  await learnedOf([...short, ...watched(5, 1, 9000), ...watched(6, 4, 400), told(7, 4, 'impression')])
  const rows = await night.query(`SELECT asset_id, sum(quantile_sum) AS quantiles
    FROM '${night.folder}/out/aggregates/exposures.parquet' GROUP BY asset_id ORDER BY asset_id`)
  expect(rows).toEqual([
    { asset_id: filmId(0), quantiles: 0.25 },
    { asset_id: filmId(1), quantiles: 1 },
    { asset_id: filmId(3), quantiles: 0.5 },
    { asset_id: filmId(4), quantiles: 0.5 },
    { asset_id: filmId(6), quantiles: 1.75 },
  ])
})

it('the query counts as rewards what the counters of results do', async () => {
  const acts = REWARDS.map((event, viewer) => told(600 + viewer, 7, event))
  const [before] = await sums(7, BASE)
  await learnedOf([...audience(), ...acts])
  const [after] = await sums(7)
  expect(Number(after?.rewarded) - Number(before?.rewarded)).toBe(REWARDS.length)
})
