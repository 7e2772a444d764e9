import type { CampaignRemedy } from '../../../contracts/ops/answers/campaigns/delivery-remedies.ts'
import type { LineKey } from '../../../decision-log/line-key.ts'
import type { ExpectedRange } from '../../../learn/forecast/expected-range.ts'
import type { Campaign } from '../../../model/nouns/campaign.ts'
import { PRIORITIES } from '../../../model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS } from '../../../model/nouns/surface.ts'
import { DAY_MS } from '../../../schedule/reports/counters/held-days.ts'
import { forecastCampaign } from '../../forecast/forecast-campaign.ts'
import { OpsProblem } from '../../ops-problem.ts'
import type { PublisherContext } from '../../publisher-context.ts'

/** A campaign is made longer by so many days at most. */
const LONGER_DAYS = 28
/** Other surfaces that are tried at most. */
const SURFACES_MAX = 3
/** No further forecast is begun after so long: each compiles the schedules of up to three regions. */
const TIME_MS = 12_000

type Change = CampaignRemedy['change']
type Forecast = (change: Change) => Promise<Pick<CampaignRemedy, 'expected' | 'reachable'> | null>

/** What would heal a shortfall, and why nothing more is told; null: all was tried. */
export interface FoundRemedies {
  readonly remedies: readonly CampaignRemedy[]
  readonly note: string | null
}

/**
 * What would bring a campaign closer to its goal, as the forecast says of the changed record: a later end, other
 * surfaces, a higher tier. Nothing is written.
 *
 * @param goal whole, of what the goal counts
 */
export async function campaignRemedies(
  publisher: PublisherContext,
  record: Campaign,
  { goal, keys, actor }: { readonly goal: number; readonly keys: readonly LineKey[]; readonly actor: string },
): Promise<FoundRemedies> {
  const begun = publisher.now()
  const found: CampaignRemedy[] = []
  const forecast: Forecast = async (change) => {
    const changed = { ...record, ...change } as Campaign
    const { expected, reachable } = await forecastCampaign(publisher, changed, { keys, actor, isKept: false })
    return expected === null ? null : { expected, reachable: reachable ?? 'unknown' }
  }
  try {
    const now = await forecast({})
    if (now === null) return { remedies: [], note: 'Nothing is forecast of it, so nobody can say what would heal it.' }
    for await (const { kind, change, text } of changesOf(record, { goal, now: now.expected, forecast })) {
      if (publisher.now() - begun > TIME_MS)
        return { remedies: found, note: 'More would heal it: there was no time to forecast all.' }
      const then = await forecast(change)
      if (then !== null && then.expected.mid > now.expected.mid) found.push({ kind, change, text, ...then })
    }
  } catch (error) {
    if (!(error instanceof OpsProblem)) throw error
    return { remedies: found, note: `What would heal it was not forecast: ${error.detail}` }
  }
  const none =
    found.length === 0 ? 'No later end, other surface or higher tier would bring it closer to its goal.' : null
  return { remedies: found, note: none }
}

async function* changesOf(
  record: Campaign,
  asked: { readonly goal: number; readonly now: ExpectedRange; readonly forecast: Forecast },
): AsyncGenerator<Pick<CampaignRemedy, 'kind' | 'change' | 'text'>> {
  const days = await daysToGoal(record, asked)
  if (days !== null) {
    const end = laterBy(record.end, days)
    if (end !== null)
      yield { kind: 'longer', change: { end }, text: `${days} day${days === 1 ? '' : 's'} longer, until ${end}` }
  }
  const others = SURFACE_IDS.filter((each) => !record.surfaces.includes(each)).slice(0, SURFACES_MAX)
  for (const surface of others) {
    yield { kind: 'surfaces', change: { surfaces: [...record.surfaces, surface] }, text: `on ${surface} too` }
  }
  const tier = PRIORITIES[PRIORITIES.indexOf(record.priority) - 1]
  // A takeover is for nobody to be healed by.
  if (tier !== undefined && tier !== 'takeover') {
    yield { kind: 'tier', change: { priority: tier }, text: `at the tier ${tier}` }
  }
}

/** How many days longer it has to be, by what four weeks more would bring; null: its end is open, or they bring nothing. */
async function daysToGoal(
  record: Campaign,
  { goal, now, forecast }: { readonly goal: number; readonly now: ExpectedRange; readonly forecast: Forecast },
): Promise<number | null> {
  const end = laterBy(record.end, LONGER_DAYS)
  const longest = end === null ? null : await forecast({ end })
  const daily = ((longest?.expected.mid ?? 0) - now.mid) / LONGER_DAYS
  if (daily <= 0) return null
  return Math.min(LONGER_DAYS, Math.max(1, Math.ceil((goal - now.mid) / daily)))
}

/** A local time some days later on the same clock. */
function laterBy(end: string | null, days: number): string | null {
  return end === null ? null : new Date(Date.parse(`${end}Z`) + days * DAY_MS).toISOString().slice(0, 19)
}
