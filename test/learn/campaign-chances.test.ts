import { describe, expect, it } from 'vitest'
import { CampaignChances } from '../../src/learn/chances/campaign-chances.ts'
import type { ForecastCell, ForecastCellName } from '../../src/learn/supply/forecast-cell.ts'
import { openSupply } from '../../src/learn/supply/open-supply.ts'
import { supplyForecast } from '../../src/learn/supply/supply-forecast.ts'
import type { CellWeek } from '../../src/learn/supply/supply-weeks.ts'

const HOUR_MS = 3_600_000
const NOW = Date.UTC(2026, 10, 22, 12, 20)
const week = (of: (hour: number) => number) => ({
  days: 30,
  hours: Float64Array.from({ length: 168 }, (_, hour) => of(hour)),
})
const forecast = supplyForecast(
  [
    {
      asOf: NOW,
      days: 30,
      cells: new Map<ForecastCellName, CellWeek>([
        ['DE home-hero', week((hour) => 100 + hour)],
        ['FR home-hero', week((hour) => 10 + (hour % 24))],
        ['AT home-hero', { days: 3, hours: null }],
      ]),
    },
  ],
  { zoneOf: (territory) => (territory === 'FR' ? 'Europe/Paris' : 'UTC'), daysOf: () => 30 },
)
const cell = (territory: string): ForecastCell => ({
  territory: territory as ForecastCell['territory'],
  surface: 'home-hero',
})
const evenings = Array.from({ length: 10 }, (_, day) => ({
  start: NOW + (day - 2) * 24 * HOUR_MS,
  end: NOW + (day - 2) * 24 * HOUR_MS + 5.5 * HOUR_MS,
}))
const open = [{ start: NOW - 48 * HOUR_MS, end: NOW + 400 * HOUR_MS }]

describe('the chances of a campaign', () => {
  it.each([
    ['before now', -30, -3],
    ['five minutes', 0, 1 / 12],
    ['a part of an hour to a part of another', 0.3, 7.7],
    ['over the end of the week', 100, 260],
    ['beyond the end of its time', 0, 1000],
  ])('chances are what the forecast gives for the open cells of a campaign: %s', (_what, from, until) => {
    const cells = [
      { ...cell('DE'), times: open },
      { ...cell('FR'), times: evenings },
    ]
    const [start, end] = [NOW + from * HOUR_MS, NOW + until * HOUR_MS]
    const cut = cells.map((each) => ({
      ...each,
      times: each.times
        .map((time) => ({ start: Math.max(start, time.start), end: Math.min(end, time.end) }))
        .filter((time) => time.start < time.end),
    }))
    const expected = openSupply(forecast, cut).placements ?? Number.NaN
    expect(new CampaignChances(forecast, NOW).of(cells)(start, end)).toBeCloseTo(expected, 6)
  })

  it('a cell of which nothing is forecast adds none, and no time is no chance', () => {
    const chances = new CampaignChances(forecast, NOW)
    expect(chances.of([{ ...cell('AT'), times: open }])(NOW, NOW + HOUR_MS)).toBe(0)
    expect(chances.of([])(NOW, NOW + HOUR_MS)).toBe(0)
    expect(chances.of([{ ...cell('DE'), times: open }])(NOW, NOW)).toBe(0)
  })
})
