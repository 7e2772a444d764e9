import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asTexts } from '../store/replies.ts'

/** How long a forecast is worth something, in milliseconds. */
const KEPT_MS = 7 * 86_400_000
/** Forecasts in a request. */
const AT_ONCE = 500

const keptForecast = z.object({
  campaignId: z.string(),
  /** Of the record that was forecast: `contentHash`. */
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

/** Keeps a forecast in place of the campaign's last one. */
export async function keepForecast(redis: Redis, forecast: KeptForecast): Promise<void> {
  await sendRepeatable(redis, (queue) => {
    queue.set(keys.campaignForecast(forecast.campaignId), JSON.stringify(forecast), { px: KEPT_MS })
  })
}

/** The forecasts of these campaigns, as far as there are any. */
export async function readForecasts(redis: Redis, ids: readonly string[]): Promise<readonly KeptForecast[]> {
  const found: KeptForecast[] = []
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const [first, ...rest] = ids.slice(from, from + AT_ONCE).map(keys.campaignForecast)
    if (first === undefined) break
    const [reply] = await sendRepeatable(redis, (queue) => queue.mget(first, ...rest))
    for (const text of asTexts(reply)) if (text !== null) found.push(keptForecast.parse(JSON.parse(text)))
  }
  return found
}
