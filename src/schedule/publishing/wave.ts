import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { isRegionId, type RegionId } from '../../model/nouns/region.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asText } from '../store/replies.ts'

const wave = z.object({
  /** Content hash of the new rules. */
  rules: z.string(),
  /** The region that gets them first. */
  first: z.custom<RegionId>((value) => typeof value === 'string' && isRegionId(value)),
  /** When the wave began, in milliseconds since 1970. */
  at: z.number(),
})
/** The progress of a change of rules. */
export type Wave = z.infer<typeof wave>

/** The last wave; null: there was none, or the stored value is invalid. */
export async function readWave(redis: Redis): Promise<Wave | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.wave))
  const json = asText(reply)
  const parsed = json === null ? null : wave.safeParse(JSON.parse(json))
  return parsed?.success ? parsed.data : null
}

/** Begins a wave, which replaces the last one. */
export async function writeWave(redis: Redis, begun: Wave): Promise<void> {
  await sendRepeatable(redis, (queue) => queue.set(keys.wave, JSON.stringify(begun)))
}
