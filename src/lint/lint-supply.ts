import type { ExpectedRange } from '../learn/forecast/expected-range.ts'
import type { ForecastCell } from '../learn/supply/forecast-cell.ts'
import type { SupplyForecast } from '../learn/supply/supply-forecast.ts'
import type { CampaignId } from '../model/fields/identifier.ts'

/** What the linter knows of what will be asked for. */
export interface LintSupply {
  readonly forecast: SupplyForecast
  /** The standard error of a cell's forecast up to so many days ahead, as a share of it. */
  readonly errorAhead: (cell: ForecastCell, days: number) => number
  /** Impressions or starts of all campaigns per placement of a cell; null: not known. */
  readonly seen: (cell: ForecastCell, kind: 'impressions' | 'starts') => number | null
  /** What was forecast of campaigns that still say the same, with what they had delivered by then. */
  readonly forecasts: ReadonlyMap<CampaignId, ExpectedRange>
  /** Whose goals are looked at by themselves; null: of all. */
  readonly about: ReadonlySet<CampaignId> | null
}
