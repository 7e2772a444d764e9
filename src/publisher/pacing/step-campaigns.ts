import { OpenTimes } from '../../compile/open-times.ts'
import { CampaignChances } from '../../learn/chances/campaign-chances.ts'
import { type KeptForecast, readForecastsOf } from '../../schedule/campaigns/kept-forecast.ts'
import { countEvents } from '../../schedule/pacing/count-events.ts'
import { type KeptPacing, readPacing } from '../../schedule/pacing/keep-pacing.ts'
import type { KeptShare } from '../../schedule/pacing/kept-share.ts'
import { readWatermark } from '../../schedule/reports/counters/watermark.ts'
import { readSupplyForecast } from '../../schedule/reports/supply/read-supply-forecast.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { isAbout, type PacedCampaign } from './paced-campaign.ts'
import { type StepWorld, stepCampaign } from './step-campaign.ts'

/** Reads what every step of a run needs. */
export async function stepWorld({ redis, rules, now }: PublisherContext): Promise<StepWorld> {
  const at = now()
  const [watermark, forecast] = await Promise.all([readWatermark(redis), readSupplyForecast(redis, rules)])
  return { now: at, watermark, chances: new CampaignChances(forecast, at), openTimes: new OpenTimes(rules, at) }
}

/** The next step of some campaigns; nothing is written. A campaign that was stepped just now is left out. */
export async function stepCampaigns(
  { redis }: PublisherContext,
  world: StepWorld,
  campaigns: readonly PacedCampaign[],
): Promise<readonly KeptPacing[]> {
  const known = await readPacing(
    redis,
    campaigns.map(({ record }) => record.id),
  )
  const due = campaigns.flatMap((campaign, index) => {
    const { share = null, memory = null } = known[index] ?? {}
    return steppedJustNow(campaign, share, world.now) ? [] : [{ campaign, share, memory }]
  })
  const counted = await countEvents(
    redis,
    due.map(({ campaign, memory }) => ({ id: campaign.record.id, startAt: campaign.span.startAt, memory })),
    world.now,
  )
  const forecasts = await firstForecasts(redis, due, world.now)
  return due.flatMap(({ campaign, share, memory }, index) => {
    const events = counted[index]
    const forecast = forecasts.get(campaign.record.id) ?? null
    return events === undefined ? [] : [stepCampaign(world, campaign, { share, memory, counted: events, forecast })]
  })
}

/**
 * What was forecast of campaigns that were never stepped: from then on what is measured says more. What somebody forecast
 * of another record, such as one with fewer surfaces, says nothing.
 */
async function firstForecasts(
  redis: PublisherContext['redis'],
  due: readonly { readonly campaign: PacedCampaign; readonly memory: unknown }[],
  now: number,
): Promise<ReadonlyMap<string, KeptForecast>> {
  const first = due.filter(({ memory }) => memory === null).map(({ campaign }) => campaign)
  const ids = first.map(({ record }) => record.id)
  const forecasts = await readForecastsOf(redis, ids, now)
  return new Map(
    first.flatMap(({ record, says }, index): [string, KeptForecast][] => {
      const forecast = forecasts[index] ?? null
      return forecast?.record === says ? [[record.id, forecast]] : []
    }),
  )
}

/** Two runs at once, or a publish beside a run: whoever comes second has nothing to add. */
const JUST_NOW_MS = 60_000

function steppedJustNow(campaign: PacedCampaign, share: KeptShare | null, now: number): boolean {
  const isNew = share !== null && share.at <= now && now - share.at < JUST_NOW_MS
  return isNew && isAbout(campaign, share)
}
