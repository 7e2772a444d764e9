import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { contentHash } from '../../model/content-hash.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asFields, asTexts } from '../store/replies.ts'

/** How long a forecast is worth something, in milliseconds. */
const KEPT_MS = 7 * 86_400_000

const keptForecast = z.object({
  campaignId: z.string(),
  /** Of the record that was forecast: `forecastHash`. */
  record: z.string(),
  at: z.number(),
  /** What its goal counts. */
  counts: z.enum(['impressions', 'starts']),
  goal: z.number(),
  low: z.number(),
  mid: z.number(),
  high: z.number(),
})

/** What was forecast of a campaign that has a goal, with what it had delivered by then. */
export type KeptForecast = z.infer<typeof keptForecast>

/** What a record says, whatever its status: of another one a forecast says nothing. */
export function forecastHash(record: Campaign): string {
  return contentHash({ ...record, status: 'draft' })
}

/** Keeps a forecast in place of the campaign's last one, and drops those that are too old. */
export async function keepForecast(redis: Redis, forecast: KeptForecast): Promise<void> {
  const old = (await readAll(redis)).filter(({ at }) => at + KEPT_MS < forecast.at).map(({ campaignId }) => campaignId)
  await sendRepeatable(redis, (queue) => {
    queue.hset(keys.campaignForecasts, { [forecast.campaignId]: JSON.stringify(forecast) })
    if (old.length > 0) queue.hdel(keys.campaignForecasts, ...old)
  })
}

/** Every forecast of the last seven days. */
export async function readForecasts(redis: Redis, now: number): Promise<readonly KeptForecast[]> {
  return (await readAll(redis)).filter(({ at }) => at + KEPT_MS >= now)
}

/** The forecasts of the last seven days of these campaigns, in their order; null: there is none. */
export async function readForecastsOf(
  redis: Redis,
  ids: readonly string[],
  now: number,
): Promise<readonly (KeptForecast | null)[]> {
  if (ids.length === 0) return []
  const [reply] = await sendRepeatable(redis, (queue) => queue.hmget(keys.campaignForecasts, ...ids))
  return asTexts(reply).map((text) => {
    const forecast = text === null ? null : forecastOf(text)
    return forecast !== null && forecast.at + KEPT_MS >= now ? forecast : null
  })
}

async function readAll(redis: Redis): Promise<readonly KeptForecast[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.campaignForecasts))
  return [...asFields(reply ?? []).values()].flatMap((text) => forecastOf(text) ?? [])
}

/** Null where this version cannot read it: as if nobody had asked, so that one campaign holds up no other. */
function forecastOf(text: string): KeptForecast | null {
  try {
    return keptForecast.parse(JSON.parse(text))
  } catch {
    return null
  }
}
