import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import { type AuditEntry, queueAudit } from '../reports/audit-log.ts'
import { sendRepeatable, sendTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asFields, asText } from '../store/replies.ts'

const count = z.int().min(0)
const isRunId = (text: string): text is LearnedRunId => /^lrn_[0-9a-f]{32}$/.test(text)

/** Id of a learned run. */
export const storedRunId = z.string().refine(isRunId)

/** What is known of a stored run, as the store and exports have it. */
export const learnedNote = z.object({
  id: storedRunId,
  space: z.string(),
  /** Points of terms that it teaches. */
  terms: z.record(z.string(), z.number()),
  data: z.object({ from: z.string(), to: z.string(), events: count }),
  assets: count,
  /** Assets whose taste comes from their metadata, because nobody's acts taught it. */
  cold: count,
  /** Assets that the schedule did not know when it came. */
  unknown: count,
  bytes: count,
  /** Milliseconds since 1970 UTC. */
  pushedAt: count,
  pushedBy: z.string(),
})
/** What is known of a stored run without reading it. */
export type LearnedNote = z.infer<typeof learnedNote>

/** The stored runs, the newest first. A note that cannot be read is left out: its run can be pushed again. */
export async function readLearnedNotes(redis: Redis): Promise<readonly LearnedNote[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.learned.runs))
  const notes = [...asFields(reply).values()].flatMap((json) => parsed(json) ?? [])
  return notes.sort((one, other) => other.pushedAt - one.pushedAt || (one.id < other.id ? -1 : 1))
}

/** Null: no run of this id is stored. */
export async function readLearnedNote(redis: Redis, id: string): Promise<LearnedNote | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hget(keys.learned.runs, id))
  const json = asText(reply)
  return json === null ? null : parsed(json)
}

function parsed(json: string): LearnedNote | null {
  try {
    return learnedNote.parse(JSON.parse(json))
  } catch {
    return null
  }
}

/** Keeps what is known of a run that is stored by now. */
export async function writeLearnedNote(redis: Redis, kept: LearnedNote, entry: AuditEntry): Promise<void> {
  await sendTransaction(redis, (queue) => {
    queue.hset(keys.learned.runs, { [kept.id]: JSON.stringify(kept) })
    queueAudit(queue, entry)
  })
}

/** Keeps again what an export knows of a run that is stored, with its report. */
export async function restoreLearnedNote(
  redis: Redis,
  { note, report }: { readonly note: LearnedNote; readonly report: object | null },
  entry: AuditEntry,
): Promise<void> {
  await sendTransaction(redis, (queue) => {
    queue.hset(keys.learned.runs, { [note.id]: JSON.stringify(note) })
    if (report !== null) queue.hset(keys.learned.reports, { [note.id]: JSON.stringify(report) })
    queueAudit(queue, entry)
  })
}

/** Forgets runs and their reports, before their content is deleted. */
export async function forgetLearnedNotes(redis: Redis, ids: readonly LearnedRunId[]): Promise<void> {
  const [first, ...rest] = ids
  if (first === undefined) return
  await sendRepeatable(redis, (queue) => {
    queue.hdel(keys.learned.runs, first, ...rest)
    queue.hdel(keys.learned.reports, first, ...rest)
  })
}

/** Ids in one command to the store. */
const IDS_AT_ONCE = 5_000

/** How many of these assets the schedule does not have. */
export async function countUnknownAssets(redis: Redis, ids: readonly string[]): Promise<number> {
  let unknown = 0
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const some = ids.slice(from, from + IDS_AT_ONCE)
    const [reply] = await sendRepeatable(redis, (queue) => queue.smismember(keys.documentIds('asset'), some))
    unknown += (Array.isArray(reply) ? reply : []).filter((each) => Number(each) !== 1).length
  }
  return unknown
}
