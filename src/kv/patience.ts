/** Clock, waiting and randomness for retries, so that tests can control them. */
export interface Patience {
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
  /** Uniform in [0, 1). */
  readonly random: () => number
}

/** A temporary failure: a retry may succeed. */
export interface Passing {
  /** How long the server asks to wait; null: it does not say. */
  readonly retryAfterMs: number | null
}

const TRIES = 5
/** KV accepts one write a second for each key; this is a little longer. */
const FIRST_WAIT_MS = 1_100
/** If the server asks to wait longer than this, no automatic retry is made. */
const RETRY_AFTER_MAX_MS = 60_000

/**
 * Does work, and retries it after temporary failures: after at least 1.1 seconds, doubled each time, plus up to as much
 * again at random, so that callers that failed together do not retry together. Five attempts in all.
 *
 * @param passing the temporary failure that an error stands for; null: a retry would not help
 */
export async function withPatience<Result>(
  { wait, random }: Pick<Patience, 'wait' | 'random'>,
  passing: (error: unknown) => Passing | null,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      const found = passing(error)
      const asked = found?.retryAfterMs ?? 0
      if (found === null || tried === TRIES || asked > RETRY_AFTER_MAX_MS) throw error
      const least = Math.max(FIRST_WAIT_MS * 2 ** (tried - 1), asked)
      await wait(least + random() * FIRST_WAIT_MS * 2 ** (tried - 1))
    }
  }
}
