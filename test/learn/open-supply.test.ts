import { expect, it } from 'vitest'
import { OpenTimes } from '../../src/compile/open-times.ts'
import { openSupply } from '../../src/learn/supply/open-supply.ts'
import { supplyForecast } from '../../src/learn/supply/supply-forecast.ts'
import type { SupplyWeeks } from '../../src/learn/supply/supply-weeks.ts'
import { campaign } from '../../src/model/nouns/campaign.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { zoneOfTerritory } from '../../src/rules/lookup/zone-of-territory.ts'

const HOUR_MS = 3_600_000
const rules = bundledRules()
/** Tuesday 2026-12-01, 00:00 UTC. */
const now = Date.UTC(2026, 11, 1)
const opens = new OpenTimes(rules, now)
const span = { from: now, until: now + 30 * 24 * HOUR_MS }

/** Ten placements in every hour of Germany and Britain, on the hero alone; France is known for five days. */
const flat: SupplyWeeks = {
  ...{ asOf: now, days: 40 },
  cells: new Map([
    ['DE home-hero', { days: 40, hours: new Float64Array(168).fill(10) }],
    ['GB home-hero', { days: 12, hours: new Float64Array(168).fill(10) }],
    ['FR home-hero', { days: 5, hours: null }],
  ]),
}
const forecast = supplyForecast([flat], { zoneOf: zoneOfTerritory(rules), daysOf: () => 40 })

const RECORD = {
  ...{ v: 1, type: 'campaign', id: 'cmp_one', assets: ['ast_one'], territories: ['DE'], surfaces: ['home-hero'] },
  ...{ start: '2026-12-02T00:00', end: '2026-12-04T00:00' },
}
const asked = (fields: Record<string, unknown>) => {
  return openSupply(forecast, opens.cellsOf(campaign.parse({ ...RECORD, ...fields }), span))
}

it('a campaign has the placements of its window on the clock of each territory', () => {
  expect(asked({}).placements).toBeCloseTo(480, 6)
  expect(asked({ territories: ['DE', 'GB'] })).toMatchObject({ placements: 960, days: 12, unknown: [] })
  const cells = opens.cellsOf(campaign.parse({ ...RECORD, territories: ['DE', 'GB'] }), span)
  expect(cells.map(({ times }) => times[0]?.start)).toEqual([now + 23 * HOUR_MS, now + 24 * HOUR_MS])
})

it('hours and blackouts of a campaign take placements away', () => {
  expect(asked({ hours: [{ from: '20:00', to: '22:30' }] }).placements).toBeCloseTo(50, 6)
  expect(asked({ hours: [{ days: ['wed'], from: '23:00', to: '01:00' }] }).placements).toBeCloseTo(20, 6)
  expect(asked({ blackouts: [{ start: '2026-12-02T12:00', end: '2026-12-02T18:00' }] }).placements).toBeCloseTo(420, 6)
})

it('a campaign without an end has what is asked in the stretch that is looked at', () => {
  expect(asked({ end: null }).placements).toBeCloseTo(10 * (29 * 24 + 1), 6)
})

it('a cell that is not known for 7 days is named, and is not in the sum', () => {
  const sum = asked({ territories: ['DE', 'FR'] })
  expect(sum).toMatchObject({ placements: 480, days: 40, unknown: [{ territory: 'FR', surface: 'home-hero' }] })
  expect(asked({ territories: ['FR'] })).toMatchObject({ placements: null, days: 5 })
})

it('a campaign that is over has no placements at all', () => {
  expect(asked({ start: '2026-11-01T00:00', end: '2026-11-08T00:00' })).toEqual({ placements: 0, unknown: [], days: 0 })
})
