import { describe, expect, it } from 'vitest'
import { lanesPicture } from '../../../src/cli/schedule/lanes-picture.ts'
import type { ScheduleLane, ScheduleLanes } from '../../../src/contracts/ops/answers/lanes/schedule-lanes.ts'
import { againstInside } from '../against.ts'

const PLAIN = { stdout: process.stdout, stderr: process.stderr, json: false, colour: false }
const [FROM, TO] = ['2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z']
const LANE: ScheduleLane = {
  ...{ key: 'home-hero.DE', surface: 'home-hero', territories: ['DE'], timeZone: 'Europe/Berlin', from: FROM, to: TO },
  slices: [
    { from: FROM, to: '2026-11-23T12:00:00.000Z', tier: 'evergreen', count: 1 },
    { from: '2026-11-23T12:00:00.000Z', to: '2026-11-23T12:01:00.000Z', tier: null, count: 0 },
    { from: '2026-11-23T12:01:00.000Z', to: TO, tier: 'takeover', count: 2 },
  ],
  ...{ bars: [], hidden: 0 },
}
const LANES: ScheduleLanes = {
  ...{ revision: 7, from: FROM, to: TO, lanes: [LANE], findings: null, campaigns: [], planned: [] },
}

describe('the calendar of the schedule in a terminal', () => {
  it('a lane is a strip of the strongest tiers, and a gap of one minute is neither hidden nor untold', () => {
    const picture = lanesPicture(PLAIN, LANES)
    expect(picture[0]).toBe('home-hero')
    expect(picture[1]).toBe(`  ${'DE Berlin'.padEnd(26)}  ${'e'.repeat(42)}·${'T'.repeat(41)}`)
    expect(picture.at(-1)).toMatch(/home-hero +DE +2026-11-23 12:00 +2026-11-23 12:01/)
  })

  it('lanes without a gap say that something always plays', () => {
    const slices = [{ from: FROM, to: TO, tier: 'standard', count: 1 }] as const
    expect(lanesPicture(PLAIN, { ...LANES, lanes: [{ ...LANE, slices }] })).toContain(
      'something plays everywhere, all the time',
    )
  })

  it('ff schedule calendar asks what was typed, and leaves the linter out unless it is asked', async () => {
    const asked = 'GET /schedule/calendar?where=dach%2CGB&surface=home-hero&days=3&findings=0'
    const typed = ['schedule', 'calendar', '--where', 'dach,GB', '--surface', 'home-hero', '--days', '3', '--json']
    const { ended, received } = await againstInside({ [asked]: { json: LANES } }, typed)
    expect([ended.code, ended.stderr]).toEqual([0, ''])
    expect(JSON.parse(ended.stdout)).toMatchObject({ revision: 7, lanes: [{ key: 'home-hero.DE' }] })
    expect(received).toHaveLength(1)
  })

  it('ff schedule calendar refuses more days than a lane shows, before it asks', async () => {
    const { ended, received } = await againstInside({}, ['schedule', 'calendar', '--days', '15'])
    expect([ended.code, received.length]).toEqual([2, 0])
  })
})
