import { describe, expect, it } from 'vitest'
import { type MonthOptions, simulatedMonth } from './simulated-month.ts'
import { campaignPicture } from './told/campaign-picture.ts'
import { campaignEnds, claimResult } from './told/claim.ts'
import { HELP } from './told/help.ts'
import { monthPicture } from './told/picture.ts'
import { reportOf } from './told/report.ts'
import { simulationOptions } from './told/simulation-options.ts'

const MONTH = { booked: 0.75, bias: 1, traffic: 1, outages: true } as const
const simulated = (seed: number, over: Partial<MonthOptions> = {}) => {
  const month = simulatedMonth({ ...MONTH, ...over, seed })
  return { month, result: claimResult(campaignEnds(seed, month)) }
}

describe('a month of 200 campaigns, with outages', () => {
  it.each([
    [1, 'a forecast as it comes', 1],
    [2, 'a forecast that is 30 % too low', 0.7],
    [3, 'a forecast that is 40 % too high', 1.4],
  ])(
    'reachable guaranteed goals end within their bounds, and no goal is overshot, in month %d, with %s',
    (seed, _name, bias) => {
      const { month, result } = simulated(seed, { bias })
      expect(result.claimed.length).toBeGreaterThan(90)
      expect(month.bookedShare).toBeCloseTo(0.75, 2)
      expect([result.missed, result.overshot]).toEqual([[], []])
      expect(reportOf(result, [month.bookedShare])).toContain(
        `${result.claimed.length} of ${result.claimed.length} within`,
      )
      expect(monthPicture(month.campaigns, result.claimed, month.outages).match(/<polyline/g)).toHaveLength(
        result.claimed.length,
      )
      expect(campaignPicture(month.campaigns, month.outages).match(/<polyline/g)).toHaveLength(3)
    },
  )

  it.each([
    { what: 'has a third of its traffic', over: { traffic: 0.3 } },
    { what: 'has three times its traffic', over: { traffic: 3 } },
    { what: 'is booked to 130 percent', over: { booked: 1.3 } },
  ])('no goal of 10,000 or more is overshot in a month that $what', ({ over }) => {
    expect(simulated(4, { ...over, days: 9 }).result.overshot).toEqual([])
  })
})

describe('the options of the simulation', () => {
  it('an option that is no number of its range is refused with the range', () => {
    expect(() => simulationOptions(['--bias', 'much'])).toThrow('--bias takes a number from -95 to 1000, not "much"')
    expect(() => simulationOptions(['--booked', '0'])).toThrow('--booked takes a number from 1 to 200, not "0"')
  })

  it('a negative bias is given with a sign of equality, as the help says', () => {
    expect(simulationOptions(['--bias=-30']).month.bias).toBeCloseTo(0.7)
    expect(HELP).toContain('--bias=-30')
  })

  it('left out options give the month of the claim', () => {
    expect(simulationOptions([])).toEqual({ help: false, seeds: [1], month: MONTH, svg: undefined, one: undefined })
  })
})
