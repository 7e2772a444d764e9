import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import type { RegionId } from '../../model/nouns/region.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asText } from '../store/replies.ts'
import { storedRunId } from './learned-runs.ts'

const trial = z.object({
  /** Sequence of the announcement that began the canary. */
  startedAs: z.int().min(0),
  /** `run`: another run; `results`: what the counters say of assets. */
  kind: z.enum(['run', 'results']),
  run: storedRunId.nullable(),
  /** The run that all other viewers have, which is another; null: none, or results are tried. */
  over: storedRunId.nullable(),
  /** Whether no person began it: it goes first because it changes much. */
  byItself: z.boolean().default(false),
})
/** The last canary of what was learned in a region. */
export type LearnedTrial = z.infer<typeof trial>

/** Null: there was none, or its note cannot be read. */
export async function readTrial(redis: Redis, region: RegionId): Promise<LearnedTrial | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hget(keys.learned.trials, region))
  const json = asText(reply)
  if (json === null) return null
  try {
    return trial.parse(JSON.parse(json))
  } catch {
    return null
  }
}

/** When results were last withdrawn in a region, in milliseconds since 1970 UTC; null: never, or nobody can tell. */
export async function readWithdrawnResults(redis: Redis, region: RegionId): Promise<number | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hget(keys.learned.withdrawnResults, region))
  const at = reply === null ? Number.NaN : Number(reply)
  return Number.isSafeInteger(at) ? at : null
}

/** Keeps when results were withdrawn: apart from the last canary, which may be another one before their day is over. */
export async function writeWithdrawnResults(redis: Redis, region: RegionId, at: number): Promise<void> {
  await sendRepeatable(redis, (queue) => queue.hset(keys.learned.withdrawnResults, { [region]: at }))
}

/** Keeps what a canary tries. */
export async function writeTrial(redis: Redis, region: RegionId, kept: LearnedTrial): Promise<void> {
  await sendRepeatable(redis, (queue) => queue.hset(keys.learned.trials, { [region]: JSON.stringify(kept) }))
}
