import { SupplyErrors } from '../../learn/supply/supply-errors.ts'
import type { LintSupply } from '../../lint/lint-supply.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import { REGION_IDS, UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { forecastHash, readForecasts } from '../../schedule/campaigns/kept-forecast.ts'
import { forecastOfKept, readKeptSupply } from '../../schedule/reports/supply/read-supply-forecast.ts'
import { readDocuments } from '../../schedule/store/read-documents.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { LintPlan } from './lint-plan.ts'

/** What is kept of what will be asked for, and of what was forecast of campaigns; null: nothing is. */
export async function lintSupply(
  { redis, rules, now }: PublisherContext,
  { about, instead }: LintPlan,
): Promise<LintSupply | null> {
  const kept = await readKeptSupply(redis, REGION_IDS)
  if (kept.size === 0) return null
  const errors = new SupplyErrors([...kept.values()].map(({ weeks }) => weeks))
  const all = (await readForecasts(redis, now())).filter(({ campaignId }) => {
    return about === null || (about as ReadonlySet<string>).has(campaignId)
  })
  const stored = await readDocuments(
    redis,
    'campaign',
    all.map(({ campaignId }) => campaignId),
  )
  const forecasts = all.flatMap((forecast, index): [CampaignId, typeof forecast][] => {
    const document = stored[index]
    const id = document?.record.id
    const record = id === undefined ? undefined : (instead.get(id) ?? document?.next?.record ?? document?.record)
    return record !== undefined && forecastHash(record) === forecast.record ? [[record.id, forecast]] : []
  })
  return {
    forecast: forecastOfKept(kept, rules),
    errorAhead: (cell, days) => errors.ahead(cell, days),
    seen: ({ territory, surface }, kind) => {
      const region = territory === UNKNOWN_TERRITORY ? 'world' : rules.territories.get(territory)?.region
      return (region && kept.get(region)?.seen.get(surface)?.[kind]?.rate) ?? null
    },
    forecasts: new Map(forecasts),
    about,
  }
}
