import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { sendRepeatable, sendRepeatableTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asTexts, asWords } from '../store/replies.ts'

/** How long a hold lasts, in milliseconds. */
export const HOLD_MS = 72 * 3_600_000

const campaignHold = z.object({ campaignId: z.string(), by: z.string(), at: z.number(), until: z.number() })

/** A campaign that is not on the air yet and whose goal others are to leave room for. */
export type CampaignHold = z.infer<typeof campaignHold>

/** Keeps a hold until it ends; a second one of the same campaign takes the place of the first. */
export async function keepHold(redis: Redis, hold: CampaignHold): Promise<void> {
  const { campaignId, at, until } = hold
  await sendRepeatableTransaction(redis, (queue) => {
    queue.set(keys.campaignHold(campaignId), JSON.stringify(hold), { px: until - at })
    queue.zadd(keys.campaignHolds, { score: until, member: campaignId })
    queue.zremrangebyscore(keys.campaignHolds, '-inf', at)
  })
}

/** The hold of a campaign; null: it has none, or its time is over. */
export async function readHold(redis: Redis, campaignId: string): Promise<CampaignHold | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.mget(keys.campaignHold(campaignId)))
  return holdOf(asTexts(reply)[0] ?? null)
}

/** Every hold, by its campaign's id. */
export async function readHolds(redis: Redis): Promise<readonly CampaignHold[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.zrange(keys.campaignHolds, 0, -1))
  const [first, ...rest] = asWords(reply).sort().map(keys.campaignHold)
  if (first === undefined) return []
  const [texts] = await sendRepeatable(redis, (queue) => queue.mget(first, ...rest))
  return asTexts(texts).flatMap((text) => holdOf(text) ?? [])
}

/** Null where this version cannot read it: one hold keeps nobody from forecasting or seeing campaigns. */
function holdOf(text: string | null): CampaignHold | null {
  if (text === null) return null
  try {
    return campaignHold.parse(JSON.parse(text))
  } catch {
    return null
  }
}
