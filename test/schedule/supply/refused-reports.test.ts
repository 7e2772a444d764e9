import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TelemetryMessage } from '../../../src/model/messages/queue-message.ts'
import { keepSupply } from '../../../src/schedule/reports/supply/keep-supply.ts'
import { refusedReports } from '../../../src/schedule/reports/supply/read-supply.ts'
import { type Harness, startHarness } from '../harness.ts'
import { cell, HOUR_MS, hoursRead, report, START, telemetry } from './supply-world.ts'

let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
  harness.clock.now = START + 60_000
})
afterEach(() => harness.close())

const keep = (message: unknown) =>
  keepSupply(harness.dependencies.redis, message as TelemetryMessage, harness.clock.now)
const refused = () => {
  const day = { from: START, to: START + HOUR_MS, territory: null, surface: null }
  return refusedReports(harness.dependencies.redis, { regions: ['dach'], ...day })
}

const SOUND = report(1, [cell(3, { maturity: 1 })])
const withCell = (more: object) => ({ ...SOUND, cells: [{ ...cell(3, { maturity: 1 }), ...more }] })

describe('a report that is none', () => {
  it.each<[string, unknown]>([
    ['is not an object', 7],
    ['has no hour', { ...SOUND, hour: undefined }],
    ['is of no whole hour', { ...SOUND, hour: START + 1 }],
    ['is of an hour before time', { ...SOUND, hour: -HOUR_MS }],
    ['has a number that is no number', { ...SOUND, number: Number.NaN }],
    ['has a number below nothing', { ...SOUND, number: -1 }],
    ['has half a series', { ...SOUND, series: 0.5 }],
    ['has no cells', { ...SOUND, cells: undefined }],
    ['has more cells than there are places', { ...SOUND, cells: Array.from({ length: 1_001 }, () => cell(1)) }],
    ['has one cell twice', { ...SOUND, cells: [cell(1), cell(1)] }],
    ['names a territory in words', withCell({ territory: 'Germany' })],
    ['names a territory that would change its text', withCell({ territory: 'D;' })],
    ['names a surface that nobody has', withCell({ surface: 'lobby' })],
    ['counts less than nothing', withCell({ answered: -1, asked: 0 })],
    ['counts parts', withCell({ answered: 2.5, asked: 3.5 })],
    ['counts more than numbers hold', withCell({ answered: 2 ** 60, asked: 2 ** 60 + 1 })],
    ['was asked for more than came of it', withCell({ asked: 5 })],
    ['has a reason that would change its text', withCell({ empty: { 'a b': 1 } })],
    ['has a reason that counts no number', withCell({ empty: { maturity: '1' } })],
    ['has more reasons than there are', withCell({ asked: 103, empty: reasons(100) })],
  ])('a report that %s is refused and counted, and the others of its message are kept', async (_fault, bad) => {
    const message = { ...telemetry('a', SOUND), supply: [bad, report(1, [cell(2)], { series: 1 })] }
    expect(await keep(message)).toEqual(['malformed'])
    expect([await hoursRead(harness), await refused()]).toEqual([['08 2/2'], { malformed: 1 }])
  })

  it.each<[string, object]>([
    ['an isolate that would change its field', { isolate: 'a:9' }],
    ['an isolate without a name', { isolate: '' }],
    ['no region', { region: 'atlantis' }],
    ['no time', { at: 'now' }],
    ['a hundred reports', { supply: Array.from({ length: 100 }, () => SOUND) }],
    ['a word in place of its reports', { supply: 'none' }],
  ])('supply of a message with %s is refused', async (_fault, more) => {
    expect(await keep({ ...telemetry('a', SOUND), ...more })).toEqual(['malformed'])
    expect(await hoursRead(harness)).toEqual([])
  })

  it('a reason that only a newer edge knows is kept as it is', async () => {
    expect(await keep(telemetry('a', report(1, [cell(0, { 'a-later-word': 2 })])))).toEqual([])
    expect(await hoursRead(harness)).toEqual(['08 0/2 a-later-word=2'])
  })

  it('a message of an edge that does not count supply is no fault', async () => {
    const { supply: _, ...before } = telemetry('a')
    expect([await keep(before), await refused()]).toEqual([[], {}])
  })
})

function reasons(count: number): Record<string, number> {
  const letter = (index: number) => String.fromCharCode(97 + index)
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`r${letter(Math.floor(index / 26))}${letter(index % 26)}`, 1]),
  )
}

describe('a report out of its time', () => {
  it.each<[string, number, readonly string[]]>([
    ['of an hour that begins within the difference of two clocks is kept', -5 * 60_000, []],
    ['of an hour that begins later is refused', -5 * 60_000 - 1, ['future']],
    ['of an hour that ended just under 47 hours ago is kept', 48 * HOUR_MS - 1, []],
    ['of an hour that ended 47 hours ago is refused', 48 * HOUR_MS, ['late']],
  ])('a report %s', async (_when, ageMs, why) => {
    harness.clock.now = START + ageMs
    expect(await keep(telemetry('a', SOUND))).toEqual(why)
    expect(await hoursRead(harness)).toEqual(why.length === 0 ? ['08 3/4 maturity=1'] : [])
  })

  it('a report that is refused for its time says no time of the newest report', async () => {
    harness.clock.now = START + 48 * HOUR_MS
    await keep(telemetry('a', SOUND))
    expect(await harness.backend.execute(['EXISTS', 'supply:reported'])).toBe(0)
  })
})
