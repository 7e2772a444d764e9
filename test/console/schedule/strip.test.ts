import { describe, expect, it } from 'vitest'
import { LaneClock } from '../../../src/console/schedule/lane-clock.ts'
import { stripOf } from '../../../src/console/schedule/strip.ts'

const CLOCK = new LaneClock({ timeZone: 'UTC', from: '2026-11-23T00:00:00Z', to: '2026-12-07T00:00:00Z' }, 'utc')
const at = (day: string, clock = '00:00') => `2026-11-${day}T${clock}:00Z`

describe('the strip of a lane', () => {
  it('slices that look alike are one part, which tells how many play at least and at most', () => {
    const strip = stripOf(
      [
        { from: at('23'), to: at('24'), tier: 'standard', count: 4 },
        { from: at('24'), to: at('25'), tier: 'standard', count: 7 },
        { from: at('25'), to: at('30'), tier: 'takeover', count: 8 },
      ],
      CLOCK,
    )
    expect(strip.map(({ tier, least, most }) => [tier, least, most])).toEqual([
      ['standard', 4, 7],
      ['takeover', 8, 8],
    ])
  })

  it('a gap is drawn however short it is', () => {
    const strip = stripOf(
      [
        { from: at('23'), to: at('25'), tier: 'standard', count: 1 },
        { from: at('25'), to: at('25', '00:15'), tier: null, count: 0 },
        { from: at('25', '00:15'), to: at('30'), tier: 'standard', count: 1 },
      ],
      CLOCK,
    )
    expect(strip.map(({ tier }) => tier)).toEqual(['standard', null, 'standard'])
  })
})
