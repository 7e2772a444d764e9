import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import type { RegionId } from '../../model/nouns/region.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asText } from '../store/replies.ts'

const note = z.object({
  /** What the schedule came to. */
  snapshot: z.string(),
  /** Of the schedule. */
  revision: z.number(),
  /** Content hash of the rules. */
  rules: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
})
/** What a region's schedule was last compiled to: while nothing has changed since, it need not be read again. */
export type CompiledNote = z.infer<typeof note>

/** Null: there is none, or none that can be read; then the schedule is read. */
export async function readCompiledNote(redis: Redis, region: RegionId): Promise<CompiledNote | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.publishCompiled(region)))
  const json = asText(reply)
  const parsed = json === null ? null : note.safeParse(JSON.parse(json))
  return parsed?.success ? parsed.data : null
}

/** Notes what a region's schedule came to. */
export async function writeCompiledNote(redis: Redis, region: RegionId, compiled: CompiledNote): Promise<void> {
  await sendRepeatable(redis, (queue) => queue.set(keys.publishCompiled(region), JSON.stringify(compiled)))
}
