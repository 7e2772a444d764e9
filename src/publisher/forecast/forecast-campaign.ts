import type { CampaignForecastAnswer } from '../../contracts/ops/answers/campaigns/forecast.ts'
import type { LineKey } from '../../decision-log/line-key.ts'
import { deliveryRows } from '../../events/cells/delivery-rows.ts'
import { campaignForecast, reachable } from '../../learn/forecast/campaign-forecast.ts'
import { openSupply } from '../../learn/supply/open-supply.ts'
import { goalOfEvents } from '../../model/fields/goal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { forecastHash, keepForecast } from '../../schedule/campaigns/kept-forecast.ts'
import { readCounters } from '../../schedule/reports/counters/read-counters.ts'
import { forecastOfKept, readKeptSupply } from '../../schedule/reports/supply/read-supply-forecast.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { forecastChanges } from './forecast-changes.ts'
import { askedParts, type CampaignParts, forecastParts } from './forecast-parts.ts'
import { forecastTime } from './forecast-time.ts'
import { takesFrom } from './takes-from.ts'

const DAY_MS = 86_400_000
/** Counters of so many days are looked at for what was delivered: as long as they are kept. */
const COUNTED_DAYS = 100

/** Who asks for a forecast. */
interface ForecastAsker {
  /** Private halves that logged decisions are opened with. */
  readonly keys: readonly LineKey[]
  readonly actor: string
  /** Whether the linter is to go by it; false: the record is a mere thought. */
  readonly isKept?: boolean
}

/**
 * What a campaign is expected to get until its end, by the kept forecast of supply and the decisions that were logged,
 * made again by the engine with the campaign in the schedule. What cannot be known is null, with the reason in words.
 *
 * @param record what is forecast: as if it were approved
 * @throws OpsProblem 400 if nothing of its time is left, or the record has faults; 413 if a region is too large
 */
export async function forecastCampaign(
  publisher: PublisherContext,
  record: Campaign,
  { keys, actor, isKept = true }: ForecastAsker,
): Promise<CampaignForecastAnswer> {
  const time = forecastTime(publisher, record)
  const changes = await forecastChanges(publisher, record, actor)
  const kept = await readKeptSupply(publisher.redis, REGION_IDS)
  const forecast = forecastOfKept(kept, publisher.rules)
  const supply = openSupply(forecast, time.cells)
  const goal = goalOfEvents(record.goal)
  const counts = goal?.kind ?? 'impressions'
  const parts = askedParts({ rules: publisher.rules, time, kept, forecast, counts, now: publisher.now() })
  const known =
    supply.placements === null
      ? unknown(`counters of ${supply.days} days are there, and a forecast needs those of 7`)
      : await forecastParts(publisher, record, { parts, time, changes, keys, kept, forecast, counts })
  const delivered = goal === null ? 0 : await deliveredSoFar(publisher, record, counts)
  const share = (record.goal?.sharePercent ?? 100) / 100
  const range = known.parts === null ? null : campaignForecast(known.parts.map((part) => scaled(part, share)))
  const expected = range && {
    low: Math.floor(delivered + range.low),
    mid: Math.round(delivered + range.mid),
    high: Math.ceil(delivered + range.high),
  }
  const can = goal === null ? null : reachable(goal.count, expected)
  if (isKept && goal !== null && expected !== null && supply.unknown.length === 0) {
    const about = { campaignId: record.id, record: forecastHash(record), at: publisher.now(), counts }
    await keepForecast(publisher.redis, { ...about, goal: goal.count, ...expected })
  }
  return {
    expected,
    counts,
    goal: goal?.count ?? null,
    delivered,
    reachable: can,
    takesFrom: range === null ? [] : takesFrom(known, record.id, wantedPart(goal, delivered, range.mid)),
    daysOfData: supply.days,
    from: new Date(time.from).toISOString(),
    until: new Date(time.until).toISOString(),
    chances: supply.placements === null ? null : Math.round(supply.placements),
    contexts: known.contexts,
    regions: [...known.regions],
    unknown: supply.unknown.map((cell) => ({ ...cell })),
    why: known.why,
  }
}

function unknown(why: string): CampaignParts {
  return { parts: null, takes: [], contexts: 0, regions: [], why }
}

function scaled(part: NonNullable<CampaignParts['parts']>[number], share: number) {
  return { ...part, chances: part.chances * share }
}

/** How much of what it could get a campaign takes: no more than its goal still lacks. */
function wantedPart(goal: { readonly count: number } | null, delivered: number, mid: number): number {
  return goal === null || mid <= 0 ? 1 : Math.min(1, Math.max(0, goal.count - delivered) / mid)
}

async function deliveredSoFar(
  { redis, now }: PublisherContext,
  { id, start }: Campaign,
  counts: 'impressions' | 'starts',
): Promise<number> {
  const [today, first] = [now(), Math.max(Date.parse(`${start}Z`) - DAY_MS, now() - COUNTED_DAYS * DAY_MS)]
  const days: string[] = []
  for (let at = first; at < today + DAY_MS; at += DAY_MS)
    days.push(new Date(Math.min(at, today)).toISOString().slice(0, 10))
  const counters = await readCounters(redis, { family: 'delivery', owner: id }, [...new Set(days)])
  const everywhere: readonly RegionId[] = REGION_IDS
  return deliveryRows(counters, everywhere).reduce((sum, row) => sum + row[counts], 0)
}
