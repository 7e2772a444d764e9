import type { Redis } from '@upstash/redis/cloudflare'
import { ScheduleError } from './schedule-error.ts'

/** Collects commands: `queue.get(…)`, `queue.set(…)`. */
export type CommandQueue = ReturnType<Redis['pipeline']>

/** The raw reply to one command. */
export type RawReply = unknown

/**
 * Sends commands in one request and checks every reply: one error inside a 200 throws, and so does a missing reply. Not
 * atomic: the commands before a failed one have been executed.
 */
export async function sendPipeline(redis: Redis, gather: (queue: CommandQueue) => void): Promise<RawReply[]> {
  const queue = redis.pipeline()
  gather(queue)
  return send(queue)
}

/**
 * As `sendPipeline`, with a second attempt if there was no answer: only for commands that can be repeated (reads; a SET
 * or SADD of the same value).
 */
export function sendRepeatable(redis: Redis, gather: (queue: CommandQueue) => void): Promise<RawReply[]> {
  return twice(() => sendPipeline(redis, gather))
}

/** As `sendRepeatable`, in one MULTI: for commands that must be executed together or not at all. */
export function sendRepeatableTransaction(redis: Redis, gather: (queue: CommandQueue) => void): Promise<RawReply[]> {
  return twice(() => sendTransaction(redis, gather))
}

async function twice(attempt: () => Promise<RawReply[]>): Promise<RawReply[]> {
  try {
    return await attempt()
  } catch (error) {
    if (!(error instanceof ScheduleError) || error.kind !== 'unreachable') throw error
    return await attempt()
  }
}

/** MULTI … EXEC: executed together, with nothing in between. Never sent twice. */
export async function sendTransaction(redis: Redis, gather: (queue: CommandQueue) => void): Promise<RawReply[]> {
  const queue = redis.multi()
  gather(queue)
  return send(queue)
}

async function send(queue: CommandQueue): Promise<RawReply[]> {
  const expected = queue.length()
  if (expected === 0) return []
  const replies = await queue.exec({ keepErrors: true }).catch(rethrow)
  const failed = replies.findIndex(({ error }) => error !== undefined && error !== null)
  if (failed !== -1) {
    const kind = expected === 1 ? 'refused' : 'partial'
    throw new ScheduleError(kind, `command ${failed + 1} of ${expected}: ${withoutCommand(replies[failed]?.error)}`)
  }
  if (replies.length !== expected) {
    throw new ScheduleError('unreachable', `the scheduling store answered ${replies.length} of ${expected} commands`)
  }
  return replies.map(({ result }) => result)
}

/** Errors of a store that has executed nothing; after any other error a write may have been executed. */
const REFUSALS = /^(EXECABORT|WRONGTYPE|WRONGPASS|NOPERM|NOAUTH|ERR (?!the store behind|internal))/

function rethrow(error: unknown): never {
  const message = error instanceof Error ? withoutCommand(error.message) : 'unknown failure'
  const refused = error instanceof Error && error.name === 'UpstashError' && REFUSALS.test(message)
  if (refused) throw new ScheduleError('refused', message)
  throw new ScheduleError('unreachable', `the scheduling store gave no usable answer: ${message}`)
}

/** Cuts off commands, which contain records, and raw bodies: the client quotes them in its messages. */
function withoutCommand(message: string | undefined): string {
  if (message?.startsWith('Unable to parse response body')) return 'it is not JSON'
  return (message ?? 'unknown failure').replace(/, command was: .*$/s, '').slice(0, 200)
}
