import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { type AuditEntry, queueAudit } from '../reports/audit-log.ts'
import { sendRepeatable, sendTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asText, asTexts } from '../store/replies.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { storedRunId } from './learned-runs.ts'

/** How many changes are told of, of each region. */
const KEPT_SERVED = 100

/** How many runs back a region can go, one command for each. */
const KEPT_BEFORE = 10

/** Which run a region is to serve, as the store and exports have it. */
export const servingRecord = z.object({
  run: storedRunId.nullable(),
  since: z.int().min(0),
  by: z.string(),
  reason: z.string(),
  before: z.array(storedRunId).readonly(),
  isTakenBack: z.boolean().default(false),
})
/** Which run a region is to serve. */
export interface ServingRun {
  /** Null: none, and taste comes from metadata alone. */
  readonly run: LearnedRunId | null
  /** Since when, in milliseconds since 1970 UTC. */
  readonly since: number
  readonly by: string
  readonly reason: string
  /** The runs before it, the latest first. */
  readonly before: readonly LearnedRunId[]
  /** Whether it went back to this run, or to none, from one that was retired. */
  readonly isTakenBack: boolean
}

/** Who changes it, when, and why. */
export type ServingOccasion = Pick<ServingRun, 'since' | 'by' | 'reason'>

/** Which run a region is to serve; null: nobody has said any yet. */
export async function readServing(redis: Redis, region: RegionId): Promise<ServingRun | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hget(keys.learned.serving, region))
  return parsed(region, asText(reply))
}

/** Which run each region is to serve, where anything was said that can be read. */
export interface ServingKnown {
  readonly serving: ReadonlyMap<RegionId, ServingRun>
  /** Regions of which something is stored that cannot be read. */
  readonly damaged: readonly RegionId[]
}

/** The same of all regions. One whose record is damaged is nobody else's trouble, and is activated anew. */
export async function readAllServing(redis: Redis): Promise<ServingKnown> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hmget(keys.learned.serving, ...REGION_IDS))
  const texts = asTexts(Array.isArray(reply) ? reply : [])
  const serving = new Map<RegionId, ServingRun>()
  const damaged: RegionId[] = []
  for (const [index, region] of REGION_IDS.entries()) {
    const json = texts[index] ?? null
    const known = json === null ? null : readServingText(json)
    if (known !== null) serving.set(region, known)
    else if (json !== null) damaged.push(region)
  }
  return { serving, damaged }
}

const served = z.object({
  /** Milliseconds since 1970 UTC. */
  at: z.int().min(0),
  run: storedRunId.nullable(),
  by: z.string(),
  reason: z.string(),
  isTakenBack: z.boolean(),
})
/** That a region was told to serve another run. */
export type ServedChange = z.infer<typeof served>

/** When a region was told to serve another run, the latest first. What cannot be read is left out. */
export async function readServed(redis: Redis, region: RegionId): Promise<readonly ServedChange[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.lrange(keys.learned.served(region), 0, KEPT_SERVED - 1))
  return asTexts(Array.isArray(reply) ? reply : []).flatMap((json) => served.safeParse(jsonOf(json ?? '')).data ?? [])
}

/** Says which runs regions are to serve from now on, with the audit entry. */
export async function writeServing(
  redis: Redis,
  regions: ReadonlyMap<RegionId, ServingRun>,
  entry: AuditEntry,
): Promise<void> {
  await sendTransaction(redis, (queue) => {
    queue.hset(
      keys.learned.serving,
      Object.fromEntries([...regions].map(([region, next]) => [region, JSON.stringify(next)])),
    )
    for (const [region, { since, run, by, reason, isTakenBack }] of regions) {
      queue.lpush(keys.learned.served(region), JSON.stringify({ at: since, run, by, reason, isTakenBack }))
      queue.ltrim(keys.learned.served(region), 0, KEPT_SERVED - 1)
    }
    queueAudit(queue, entry)
  })
}

/** A region that serves a run from now on, and can go back to the one that it had. */
export function activated(now: ServingRun | null, run: LearnedRunId, occasion: ServingOccasion): ServingRun {
  const before = [...(now?.run ? [now.run] : []), ...(now?.before ?? [])].filter((each) => each !== run)
  return { ...occasion, run, before: before.slice(0, KEPT_BEFORE), isTakenBack: false }
}

/** A region that goes back to the run before, or to none. */
export function retired({ before }: ServingRun, occasion: ServingOccasion): ServingRun {
  const [run = null, ...rest] = before
  return { ...occasion, run, before: rest, isTakenBack: true }
}

/**
 * A region that goes back from a run that was only tried, or from none, to what it serves live. A live run that was
 * retired before the trial stays retired: then it is as if the tried one were retired.
 */
export function keptLive(now: ServingRun | null, live: LearnedRunId | null, occasion: ServingOccasion): ServingRun {
  if (now === null || live === null) return { ...occasion, run: live, before: [], isTakenBack: true }
  const at = now.before.indexOf(live)
  if (at === -1) return retired(now, occasion)
  return { ...occasion, run: live, before: now.before.slice(at + 1), isTakenBack: true }
}

/** @throws ScheduleError for what is no such record: to serve another run than was said would be a guess */
function parsed(region: RegionId, json: string | null): ServingRun | null {
  if (json === null) return null
  const read = readServingText(json)
  if (read !== null) return read
  throw new ScheduleError('inconsistent', `which run ${region} is to serve ${UNREADABLE_SERVING}`)
}

/** What is wrong with a record that cannot be read, and what mends it. */
export const UNREADABLE_SERVING = 'is damaged in the store: ff learn activate says it again'

/** Null: it is no such record. */
function readServingText(json: string): ServingRun | null {
  return servingRecord.safeParse(jsonOf(json)).data ?? null
}

function jsonOf(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
