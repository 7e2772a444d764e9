import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import type { RegionId } from '../../model/nouns/region.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asText } from '../store/replies.ts'

const note = z.object({
  /** The snapshot that the schedule was compiled to. */
  snapshot: z.string(),
  /** Revision of the schedule. */
  revision: z.number(),
  /** Ids of campaigns that went on after their end, with spaces between. */
  graces: z.string().default(''),
  /** Id of the learned run that it was compiled with; empty: none. */
  learned: z.string().default(''),
  /** Number of the changes of experiments that it was compiled with. */
  experiments: z.number().default(0),
  /** Content hash of the rules. */
  rules: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
})
/** The last compilation of a region's schedule: until an input changes, the schedule need not be read again. */
export type CompiledNote = z.infer<typeof note>

/** Null: there is no readable note; then the schedule is read. */
export async function readCompiledNote(redis: Redis, region: RegionId): Promise<CompiledNote | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.publishCompiled(region)))
  const json = asText(reply)
  const parsed = json === null ? null : note.safeParse(JSON.parse(json))
  return parsed?.success ? parsed.data : null
}

/** Stores the note of a compilation. */
export async function writeCompiledNote(redis: Redis, region: RegionId, compiled: CompiledNote): Promise<void> {
  await sendRepeatable(redis, (queue) => queue.set(keys.publishCompiled(region), JSON.stringify(compiled)))
}
