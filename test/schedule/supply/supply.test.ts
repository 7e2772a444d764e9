import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { foldSupply } from '../../../src/schedule/reports/supply/fold-supply.ts'
import { keepSupply } from '../../../src/schedule/reports/supply/keep-supply.ts'
import { lastSupplyReport } from '../../../src/schedule/reports/supply/read-supply.ts'
import { FAULTS } from '../faulty-door.ts'
import { type Harness, startHarness } from '../harness.ts'
import { cell, HOUR_MS, hoursRead, report, START, telemetry } from './supply-world.ts'

let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
})
afterEach(() => harness.close())

const keep = (...given: Parameters<typeof telemetry>) =>
  keepSupply(harness.dependencies.redis, telemetry(...given), harness.clock.now)
const fold = () => foldSupply(harness.dependencies.redis, harness.clock.now)
const reply = (command: string, ...words: string[]) => harness.backend.execute([command, ...words])

const FIRST = report(1, [cell(3)])
const SECOND = report(2, [cell(5, { maturity: 2 }), cell(1, {}, { surface: 'browse-tile' })])

describe('reports of an hour', () => {
  it('the reports of all isolates add up, each by what it said last, before and after the hour is folded', async () => {
    await keep('a', FIRST)
    await keep('b', report(1, [cell(0, { geo: 1 }, { territory: 'AT' })]))
    await keep('a', SECOND)
    const all = ['08 6/9 geo=1 maturity=2']
    expect(await hoursRead(harness)).toEqual(all)
    harness.clock.now = START + 2 * HOUR_MS
    expect([await fold(), await hoursRead(harness)]).toEqual([1, all])
    harness.clock.now = START + 90 * HOUR_MS
    expect(await hoursRead(harness)).toEqual(all)
  })

  it('supply is read of one territory, one surface, and the regions that are asked for', async () => {
    await keep('a', report(1, [cell(1), cell(2, {}, { territory: 'AT' }), cell(4, {}, { surface: 'browse-tile' })]))
    expect(await hoursRead(harness, { territory: 'DE' })).toEqual(['08 5/5'])
    expect(await hoursRead(harness, { surface: 'home-hero' })).toEqual(['08 3/3'])
    expect(await hoursRead(harness, { territory: 'AT', surface: 'browse-tile' })).toEqual(['08 0/0'])
    expect(await hoursRead(harness, { regions: ['fr'] })).toEqual([])
    expect(await hoursRead(harness, { from: START + HOUR_MS })).toEqual([])
  })

  it('a series that an isolate began anew counts beside the one before', async () => {
    await keep('a', report(4, [cell(3)]), report(1, [cell(2)], { series: 7 }))
    expect(await hoursRead(harness)).toEqual(['08 5/5'])
  })

  it('a report takes the place of the earlier ones of its isolate, and of no other', async () => {
    for (const number of [1, 2, 3]) await keep('a', report(number, [cell(number)]))
    await keep('ab', FIRST)
    const fields = (await reply('HGETALL', 'supply:dach:2027-01-15T08')) as string[]
    expect(fields.filter((_, index) => index % 2 === 0).sort()).toEqual(['a:0:3', 'ab:0:1'])
  })

  it('the newest report is known by region, whatever order reports come in', async () => {
    const { redis } = harness.dependencies
    expect(await lastSupplyReport(redis, ['dach'])).toBeNull()
    harness.clock.now = START + HOUR_MS
    for (const at of [START + 5, START + 3])
      await keepSupply(redis, { ...telemetry('a', FIRST), at }, harness.clock.now)
    expect(await lastSupplyReport(redis, ['fr', 'dach'])).toBe(START + 5)
    expect(await lastSupplyReport(redis, ['fr'])).toBeNull()
  })
})

describe('folding', () => {
  it('an hour is folded once it is over, and again when something more comes', async () => {
    await keep('a', FIRST)
    harness.clock.now = START + HOUR_MS + 60_000
    expect(await fold()).toBe(0)
    harness.clock.now = START + HOUR_MS + 120_000
    expect([await fold(), await fold()]).toEqual([1, 0])
    await keep('b', SECOND)
    expect(await hoursRead(harness)).toEqual(['08 9/11 maturity=2'])
    expect([await fold(), await hoursRead(harness)]).toEqual([1, ['08 9/11 maturity=2']])
    const totals = (await reply('HGETALL', 'supply:dach:2027-01-15')) as string[]
    expect(totals).toHaveLength(2)
  })

  it('the reports lapse two days after their hour, and totals a hundred days after their day', async () => {
    await keep('a', FIRST)
    harness.clock.now = START + 2 * HOUR_MS
    await fold()
    harness.clock.now = START + 49 * HOUR_MS - 1
    expect(await reply('EXISTS', 'supply:dach:2027-01-15T08')).toBe(1)
    harness.clock.now += 1
    expect(await reply('EXISTS', 'supply:dach:2027-01-15T08')).toBe(0)
    harness.clock.now = Date.parse('2027-01-16T00:00:00Z') + 100 * 24 * HOUR_MS - 1
    expect(await hoursRead(harness)).toEqual(['08 3/3'])
    harness.clock.now += 1
    expect(await hoursRead(harness)).toEqual([])
  })

  it('an hour whose reports lapsed before they were folded again keeps the totals that it had', async () => {
    await keep('a', FIRST)
    harness.clock.now = START + 2 * HOUR_MS
    await fold()
    await keep('b', FIRST)
    harness.clock.now = START + 50 * HOUR_MS
    expect(await hoursRead(harness)).toEqual(['08 3/3'])
    expect([await fold(), await hoursRead(harness)]).toEqual([1, ['08 3/3']])
  })

  it.each([1, 2, 3, 4, 5, 6])(
    'a report that comes with another fold before request %d of a fold is in the totals',
    async (at) => {
      await keep('a', FIRST)
      harness.clock.now = START + 2 * HOUR_MS
      const begun = harness.door.requests()
      let meant = true
      harness.door.meanwhile(async (request) => {
        if (request !== begun + at || !meant) return
        meant = false
        await keep('b', SECOND)
        await fold()
      })
      await fold()
      expect(await hoursRead(harness)).toEqual(['08 9/11 maturity=2'])
      await fold()
      await reply('DEL', 'supply:dach:2027-01-15T08')
      expect(await hoursRead(harness)).toEqual(['08 9/11 maturity=2'])
    },
  )
})

describe('a store that fails', () => {
  const STEPS: readonly (() => Promise<unknown>)[] = [
    () => keep('a', FIRST),
    () => keep('b', SECOND),
    () => keep('a', SECOND),
    fold,
    () => keep('c', FIRST),
    fold,
  ]
  const faults = FAULTS.filter((fault) => fault !== 'hang')

  it.each(faults)('an error "%s" at any request changes no sum once everything was tried again', async (fault) => {
    let requests = Number.POSITIVE_INFINITY
    for (let at = 0; at <= requests; at++) {
      await harness.close()
      harness = await startHarness()
      harness.clock.now = START + 2 * HOUR_MS
      harness.door.misbehave((request) => (request === at ? fault : null))
      for (const step of STEPS) await step().catch(step)
      if (at === 0) requests = harness.door.requests()
      expect([at, await hoursRead(harness)]).toEqual([at, ['08 15/19 maturity=4']])
      await fold()
      await reply('DEL', 'supply:dach:2027-01-15T08')
      expect([at, await hoursRead(harness)]).toEqual([at, ['08 15/19 maturity=4']])
    }
  })

  it('a fold that dies at any request is made up for by the next', async () => {
    for (let at = 0; at < 6; at++) {
      await harness.close()
      harness = await startHarness()
      await keep('a', FIRST)
      harness.clock.now = START + 2 * HOUR_MS
      harness.door.misbehave((request) => (request > at ? 'error-500' : null))
      await expect(fold()).rejects.toThrow('store')
      harness.door.misbehave(() => null)
      expect([at, await fold(), await hoursRead(harness)]).toEqual([at, 1, ['08 3/3']])
    }
  })
})
