/** The time of a local queue; a test has one of its own. */
export interface QueueClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Acts after a while; returns what prevents it. */
  after(delayMs: number, act: () => void): () => void
}

export const SYSTEM_CLOCK: QueueClock = {
  now: () => Date.now(),
  after: (delayMs, act) => {
    const timer = setTimeout(act, delayMs)
    return () => clearTimeout(timer)
  },
}
