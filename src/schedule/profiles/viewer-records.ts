import type { Redis } from '@upstash/redis/cloudflare'
import { profile, type StoredProfile, type ViewerProfile } from '../../model/nouns/profile.ts'
import { sendRepeatable, sendRepeatableTransaction, sendTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asNumber, asText } from '../store/replies.ts'

/**
 * How long an event is known as applied, and how old the decision of an event may be that is applied, in milliseconds.
 * The time of an event may change when a device reports it again; that of its decision does not.
 */
export const MARKED_MS = 48 * 3_600_000

/**
 * How long an erasure is remembered, in milliseconds: a month longer than the oldest viewing that is taken, since history
 * may be sent again with the consent of before. Tokens and dead messages bring nothing back for far less.
 */
const ERASURE_MS = 430 * 86_400_000

/** A viewer, by their subject and by all pseudonyms that it stands under. */
export interface NamedViewer {
  readonly subject: string
  readonly units: readonly string[]
}

/** What is stored of one viewer. */
export interface ViewerRecords {
  /** Null: there is none, or one that cannot be read. */
  readonly profile: StoredProfile | null
  /** The events asked for that are applied already. */
  readonly applied: ReadonlySet<string>
  /** How many events are known as applied. */
  readonly marks: number
  /** When the viewer was last erased, milliseconds since 1970 UTC; 0: never, or long ago. */
  readonly erasedAt: number
}

/** An event that was applied, with the time of its decision, milliseconds since 1970 UTC. */
export interface Mark {
  readonly eventId: string
  readonly decidedAt: number
}

/** Reads what is stored of a viewer, at one instant. */
export async function readViewer(
  redis: Redis,
  { subject, units }: NamedViewer,
  eventIds: readonly string[] = [],
): Promise<ViewerRecords> {
  const replies = await sendRepeatableTransaction(redis, (queue) => {
    queue.get(keys.profile(subject))
    queue.zcard(keys.viewerMarks(subject))
    for (const unit of units) queue.get(keys.erased(unit))
    for (const eventId of eventIds) queue.zscore(keys.viewerMarks(subject), eventId)
  })
  const marks = replies.slice(2 + units.length)
  return {
    profile: profileIn(asText(replies[0])),
    marks: asNumber(replies[1]),
    erasedAt: latest(replies.slice(2, 2 + units.length)),
    applied: new Set(eventIds.filter((_, index) => marks[index] !== null)),
  }
}

/**
 * Writes a profile together with the marks of what was applied to it, so that neither is ever without the other.
 *
 * @returns when the viewer was last erased, as of this very write
 */
export async function writeViewer(
  redis: Redis,
  { subject, units }: NamedViewer,
  {
    profile: written,
    marks,
    now,
  }: { readonly profile: ViewerProfile; readonly marks: readonly Mark[]; readonly now: number },
): Promise<number> {
  const key = keys.viewerMarks(subject)
  const [first, ...rest] = marks.map(({ eventId, decidedAt }) => ({ member: eventId, score: decidedAt }))
  const replies = await sendTransaction(redis, (queue) => {
    for (const unit of units) queue.get(keys.erased(unit))
    queue.set(keys.profile(subject), JSON.stringify(written))
    if (first === undefined) return
    queue.zremrangebyscore(key, '-inf', now - MARKED_MS)
    queue.zadd(key, first, ...rest)
    queue.pexpire(key, MARKED_MS)
  })
  return latest(replies.slice(0, units.length))
}

/**
 * Erases what is kept of a viewer, and remembers that under their pseudonyms alone, so that what was decided before
 * brings nothing back. May be done again.
 */
export async function eraseViewer(redis: Redis, { subject, units }: NamedViewer, now: number): Promise<void> {
  // Marks first: a writer that is at work finds them before or after its write.
  await sendRepeatableTransaction(redis, (queue) => {
    for (const unit of units) queue.set(keys.erased(unit), String(now), { px: ERASURE_MS })
    queue.del(keys.profile(subject), keys.viewerMarks(subject), keys.viewerLock(subject))
  })
}

/** Deletes a profile that was written while its viewer was erased. */
export async function dropProfile(redis: Redis, { subject }: NamedViewer): Promise<void> {
  await sendRepeatable(redis, (queue) => queue.del(keys.profile(subject), keys.viewerMarks(subject)))
}

function latest(replies: readonly unknown[]): number {
  return Math.max(0, ...replies.map((reply) => Number(asText(reply) ?? 0)))
}

/** What is damaged is none: it is learned anew. */
function profileIn(text: string | null): StoredProfile | null {
  if (text === null) return null
  try {
    return profile().parse(JSON.parse(text))
  } catch {
    return null
  }
}
