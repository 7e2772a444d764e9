import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { foldSupply } from '../../../src/schedule/reports/supply/fold-supply.ts'
import { keepSupply } from '../../../src/schedule/reports/supply/keep-supply.ts'
import { keepSupplyWeeks } from '../../../src/schedule/reports/supply/keep-supply-weeks.ts'
import { readSupplyForecast } from '../../../src/schedule/reports/supply/read-supply-forecast.ts'
import { type Harness, startHarness } from '../harness.ts'
import { cell, HOUR_MS, report, START, telemetry } from './supply-world.ts'

const DAY_MS = 24 * HOUR_MS
const rules = bundledRules()
const HERO = { territory: 'DE', surface: 'home-hero' } as const
const TILE = { territory: 'DE', surface: 'browse-tile' } as const
const FRENCH = { territory: 'FR', surface: 'home-hero' } as const

let harness: Harness
/** Reports of every hour of so many days; of the fourth day's evening none come. */
async function reportDays(first: number, days: number): Promise<void> {
  const { redis } = harness.dependencies
  for (let hour = first; hour < first + days * DAY_MS; hour += HOUR_MS) {
    harness.clock.now = hour + HOUR_MS + 10 * 60_000
    if (hour >= START + 3 * DAY_MS && hour < START + 3 * DAY_MS + 3 * HOUR_MS) continue
    const cells = [cell(90, { territory: 10 }), cell(20, {}, { surface: 'browse-tile' })]
    await keepSupply(redis, telemetry('one', report(0, cells, { hour })), harness.clock.now)
    await foldSupply(redis, harness.clock.now)
  }
}

async function keepAll(): Promise<void> {
  while ((await keepSupplyWeeks(harness.dependencies.redis, rules, harness.clock.now)) !== null);
}

const forecast = () => readSupplyForecast(harness.dependencies.redis, rules)

beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

it('a cell has no forecast before 7 days of reports, and an hour without any is missing among them', async () => {
  expect((await forecast()).expected(HERO, START, START + DAY_MS)).toBeNull()
  await reportDays(START, 7)
  await keepAll()
  const early = await forecast()
  expect(early.expected(HERO, START, START + DAY_MS)).toBeNull()
  expect(early.daysOf(HERO)).toBe(6)
  await reportDays(START + 7 * DAY_MS, 1)
  harness.clock.now += HOUR_MS
  await keepAll()
  const told = await forecast()
  const from = START + 8 * DAY_MS
  expect(told.expected(HERO, from, from + DAY_MS)).toBeCloseTo(2400, 3)
  expect(told.expected(TILE, from + HOUR_MS / 2, from + HOUR_MS)).toBeCloseTo(10, 5)
})

it('a region without reports stays unknown beside one that has a forecast', async () => {
  expect((await forecast()).expected(FRENCH, START, START + DAY_MS)).toBeNull()
  expect((await forecast()).expected({ ...HERO, territory: 'AT' }, START, START + DAY_MS)).toBe(0)
})

it('the forecast of a region is made anew at most once an hour', async () => {
  const { redis } = harness.dependencies
  expect(await keepSupplyWeeks(redis, rules, harness.clock.now)).toBeNull()
  expect(await keepSupplyWeeks(redis, rules, harness.clock.now + HOUR_MS)).not.toBeNull()
})

it('a kept forecast that is damaged is no forecast, and the others stay', async () => {
  await harness.dependencies.redis.set('supply:dach:weeks', 'no JSON at all')
  expect((await forecast()).expected(HERO, START, START + DAY_MS)).toBeNull()
})
