import type { Redis } from '@upstash/redis/cloudflare'
import { sendRepeatable } from './checked-pipeline.ts'
import { type DocumentType, keys } from './keys.ts'
import { asNumber } from './replies.ts'

/** How many documents of a type are stored. */
export async function countDocuments(redis: Redis, type: DocumentType): Promise<number> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.scard(keys.documentIds(type)))
  return asNumber(reply)
}
