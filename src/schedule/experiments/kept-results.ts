import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { sendRepeatable, sendRepeatableTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asFields, asText } from '../store/replies.ts'

const results = z.object({
  /** All results up to the end of this day (UTC), `YYYY-MM-DD`. */
  day: z.string(),
  /** When they came, in milliseconds since 1970 UTC. */
  at: z.int().min(0),
  by: z.string(),
  moments: z.unknown(),
})
/** The results of an experiment up to a day, as they were brought in. */
export type KeptResults = z.infer<typeof results>

/** The results up to a day; null: none are kept, or they cannot be read and can be brought in again. */
export async function readResults(redis: Redis, key: string, day: string): Promise<KeptResults | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hget(keys.experiments.moments(key), day))
  const json = asText(reply)
  return json === null ? null : (results.safeParse(jsonOf(json)).data ?? null)
}

/** What the analysis said of each day that is kept, the first day first; what cannot be read is null. */
export async function readSeries(
  redis: Redis,
  key: string,
): Promise<readonly { readonly day: string; readonly point: unknown }[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.experiments.series(key)))
  const days = [...asFields(reply)].toSorted(([one], [other]) => (one < other ? -1 : 1))
  return days.map(([day, json]) => ({ day, point: jsonOf(json) }))
}

/** What the analysis said of one day of each of some experiments, in their order; what is not there or cannot be read is null. */
export async function readPointsOf(
  redis: Redis,
  asked: readonly { readonly key: string; readonly day: string }[],
): Promise<readonly unknown[]> {
  if (asked.length === 0) return []
  const replies = await sendRepeatable(redis, (queue) => {
    for (const { key, day } of asked) queue.hget(keys.experiments.series(key), day)
  })
  return replies.map((reply) => jsonOf(asText(reply) ?? ''))
}

/** Keeps the results of a day, with what the analysis said of them, and drops the oldest days. */
export async function keepResults(
  redis: Redis,
  key: string,
  kept: KeptResults,
  { point, keptDays }: { readonly point: object; readonly keptDays: number },
): Promise<void> {
  const known = (await readSeries(redis, key)).map(({ day }) => day)
  const days = [...new Set([...known, kept.day])].toSorted()
  const [first, ...rest] = days.slice(0, Math.max(0, days.length - keptDays))
  await sendRepeatableTransaction(redis, (queue) => {
    queue.hset(keys.experiments.moments(key), { [kept.day]: JSON.stringify(kept) })
    queue.hset(keys.experiments.series(key), { [kept.day]: JSON.stringify(point) })
    if (first !== undefined) {
      queue.hdel(keys.experiments.moments(key), first, ...rest)
      queue.hdel(keys.experiments.series(key), first, ...rest)
    }
  })
}

function jsonOf(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
