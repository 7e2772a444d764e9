import { Redis } from '@upstash/redis/cloudflare'

/** Timeout of a call, including its answer; after that it has failed. In milliseconds. */
const CALL_TIMEOUT_MS = 10_000

export interface ScheduleConnection {
  readonly url: string
  readonly token: string
  readonly callTimeoutMs?: number
}

/** What all parts of the scheduling store use: the connection, and the clock and randomness that tests control. */
export interface ScheduleContext {
  readonly redis: Redis
  /** The caller's role, for the audit log; left out when no person asked. */
  readonly role?: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** A new random text, URL-safe, of at least 96 bits: names of batches and holders of locks. */
  readonly newToken: () => string
  readonly wait: (milliseconds: number) => Promise<void>
}

/**
 * Creates the client of the scheduling store. Replies stay unconverted (`automaticDeserialization` would turn the text
 * "1" into a number), and nothing is retried automatically (a MULTI whose answer was lost may have been executed: see
 * `checked-pipeline.ts` for what can be repeated).
 */
export function connectSchedule({ url, token, callTimeoutMs = CALL_TIMEOUT_MS }: ScheduleConnection): Redis {
  return new Redis({
    url,
    token,
    automaticDeserialization: false,
    enableAutoPipelining: false,
    enableTelemetry: false,
    // Base64 would protect bytes that are not UTF-8; everything stored here is JSON.
    responseEncoding: false,
    retry: { retries: 0 },
    signal: () => AbortSignal.timeout(callTimeoutMs),
  })
}
