import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { isRegionId, type RegionId } from '../../model/nouns/region.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asText } from '../store/replies.ts'

const wave = z.object({
  /** Content hash of the rules that go out. */
  rules: z.string(),
  /** The region that has them first. */
  first: z.custom<RegionId>((value) => typeof value === 'string' && isRegionId(value)),
  /** Milliseconds since 1970: since when. */
  at: z.number(),
})
/** How far a change of rules has come. */
export type Wave = z.infer<typeof wave>

/** The last wave; null: none has ever begun, or what is stored is none. */
export async function readWave(redis: Redis): Promise<Wave | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.wave))
  const json = asText(reply)
  const parsed = json === null ? null : wave.safeParse(JSON.parse(json))
  return parsed?.success ? parsed.data : null
}

/** Begins a wave in the place of the last one. */
export async function writeWave(redis: Redis, begun: Wave): Promise<void> {
  await sendRepeatable(redis, (queue) => queue.set(keys.wave, JSON.stringify(begun)))
}
