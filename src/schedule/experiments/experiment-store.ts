import type { Redis } from '@upstash/redis/cloudflare'
import { withWriterLock } from '../ingest/writer-lock.ts'
import { type AuditEntry, queueAudit } from '../reports/audit-log.ts'
import { sendRepeatable, sendTransaction } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { asNumber, asText, asTexts, asWords } from '../store/replies.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { type StoredExperiment, storedExperiment } from './stored-experiment.ts'

/** Documents in one request to the store. */
const AT_ONCE = 100

/** Null: there is no such experiment. */
export async function readExperiment(redis: Redis, key: string): Promise<StoredExperiment | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.experiments.document(key)))
  const json = textOf(reply)
  return json === null ? null : parsed(key, json)
}

/** A document as text, whatever it is: one that is a number alone comes as such. */
export function textOf(reply: unknown): string | null {
  return reply === null || typeof reply === 'string' ? asText(reply) : String(reply)
}

/** All experiments, by key. */
export function listExperiments(redis: Redis): Promise<ExperimentsRead> {
  return readOf(redis, keys.experiments.all)
}

/** Those that are drafts or run, by key. */
export function readOpenExperiments(redis: Redis): Promise<ExperimentsRead> {
  return readOf(redis, keys.experiments.open)
}

/** Experiments, and those that cannot be read: each is off alone, and all others go on. */
export interface ExperimentsRead {
  readonly experiments: readonly StoredExperiment[]
  readonly damaged: readonly { readonly key: string; readonly reason: string }[]
}

/** A number that is another one after each change that the next snapshots have to know of. */
export async function servedExperimentsRevision(redis: Redis): Promise<number> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.experiments.served))
  return Number(asText(reply === null ? null : String(reply)) ?? 0)
}

/** Whether an experiment has this key, or had it before it was removed: viewers, events and results know it. */
export async function isKeyTaken(redis: Redis, key: string): Promise<boolean> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.sismember(keys.experiments.all, key))
  return asNumber(reply) === 1
}

/** How many experiments there are. */
export async function countExperiments(redis: Redis): Promise<number> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.scard(keys.experiments.all))
  return asNumber(reply)
}

/** What becomes of an experiment, and what the audit log says of it; null: nothing. */
export type ExperimentChange = {
  readonly next: StoredExperiment
  readonly entry: AuditEntry
} | null

/**
 * Changes an experiment while nobody else writes.
 *
 * @param change receives what is stored, null when it is new, and may throw a refusal
 */
export function changeExperiment(
  context: ScheduleContext,
  key: string,
  change: (before: StoredExperiment | null) => Promise<ExperimentChange> | ExperimentChange,
): Promise<StoredExperiment | null> {
  return withWriterLock(context, async () => {
    const before = await readExperiment(context.redis, key)
    const changed = await change(before)
    if (changed === null) return before
    const { next, entry } = changed
    const isOpen = next.state === 'draft' || next.state === 'running'
    const isServed = before?.state === 'running' || next.state === 'running'
    await sendTransaction(context.redis, (queue) => {
      queue.set(keys.experiments.document(key), JSON.stringify(next))
      queue.sadd(keys.experiments.all, key)
      if (isOpen) queue.sadd(keys.experiments.open, key)
      else queue.srem(keys.experiments.open, key)
      if (isServed) queue.incr(keys.experiments.served)
      queueAudit(queue, entry)
    })
    return next
  })
}

/**
 * Removes an experiment whose document is damaged, with its results; its key stays taken. Nothing happens to one that can be
 * read.
 *
 * @param entry what the audit log says, of what is stored and what is wrong with it
 * @returns what is wrong with it; null: it can be read, or is not there
 */
export function removeDamaged(
  context: ScheduleContext,
  key: string,
  entry: (text: string, fault: string) => AuditEntry,
): Promise<string | null> {
  return withWriterLock(context, async () => {
    const [reply] = await sendRepeatable(context.redis, (queue) => queue.get(keys.experiments.document(key)))
    const text = textOf(reply)
    const { stored, fault } = text === null ? { stored: null, fault: '' } : readStored(key, text)
    if (text === null || stored !== null) return null
    await sendTransaction(context.redis, (queue) => {
      queue.del(keys.experiments.document(key), keys.experiments.moments(key), keys.experiments.series(key))
      queue.srem(keys.experiments.open, key)
      queue.incr(keys.experiments.served)
      queueAudit(queue, entry(text, fault))
    })
    return fault
  })
}

async function readOf(redis: Redis, set: string): Promise<ExperimentsRead> {
  const [members] = await sendRepeatable(redis, (queue) => queue.smembers(set))
  const names = asWords(members).toSorted()
  const experiments: StoredExperiment[] = []
  const damaged: { key: string; reason: string }[] = []
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const some = names.slice(from, from + AT_ONCE)
    const [reply] = await sendRepeatable(redis, (queue) => queue.mget(some.map(keys.experiments.document)))
    for (const [index, json] of asTexts(reply).entries()) {
      if (json === null) continue
      const key = some[index] ?? ''
      const { stored, fault } = readStored(key, json)
      if (stored === null) damaged.push({ key, reason: fault })
      else experiments.push(stored)
    }
  }
  return { experiments, damaged }
}

/** @throws ScheduleError for what is no such document */
function parsed(key: string, json: string): StoredExperiment {
  const { stored, fault } = readStored(key, json)
  if (stored === null) throw new ScheduleError('inconsistent', `the experiment ${key}: ${fault}`)
  return stored
}

/** A document as it is stored, and what is wrong with it. */
export function readStored(
  key: string,
  json: string,
): { readonly stored: StoredExperiment | null; readonly fault: string } {
  const read = storedExperiment().safeParse(jsonOf(json))
  if (read.success && read.data.record.key === key) return { stored: read.data, fault: '' }
  const field = read.success ? 'record.key' : read.error.issues[0]?.path.join('.') || 'all of it'
  const fault = `what is stored of it is damaged (${field}), so it is off: ff experiment remove ${key} takes it away, and what is tried next has a key of its own`
  return { stored: null, fault }
}

function jsonOf(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
