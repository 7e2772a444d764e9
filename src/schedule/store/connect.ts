import { Redis } from '@upstash/redis/cloudflare'

/** How long one call may take, its answer included; then it is given up and counts as failed. */
const CALL_TIMEOUT_MS = 10_000

export interface ScheduleConnection {
  readonly url: string
  readonly token: string
  readonly callTimeoutMs?: number
}

/** What every part of the scheduling store works with: the connection, and what must not be its own idea of time or chance. */
export interface ScheduleContext {
  readonly redis: Redis
  /** By what right somebody works here, for the audit log; left out where no person asked. */
  readonly role?: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** A fresh random word, URL-safe, at least 96 bits: names of batches and holders of locks. */
  readonly newToken: () => string
  readonly wait: (milliseconds: number) => Promise<void>
}

/**
 * The one client of the scheduling store. Replies stay as they are sent (`automaticDeserialization`
 * would turn the text "1" into a number); nothing is sent twice behind our back (a MULTI whose answer
 * was lost may have happened: see `checked-pipeline.ts` for what may be tried again).
 */
export function connectSchedule({ url, token, callTimeoutMs = CALL_TIMEOUT_MS }: ScheduleConnection): Redis {
  return new Redis({
    url,
    token,
    automaticDeserialization: false,
    enableAutoPipelining: false,
    enableTelemetry: false,
    // Base64 guards bytes that are not UTF-8; all that is stored here is JSON.
    responseEncoding: false,
    retry: { retries: 0 },
    signal: () => AbortSignal.timeout(callTimeoutMs),
  })
}
