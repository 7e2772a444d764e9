/** Time and chance, as whoever waits is given them. */
export interface Patience {
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
  /** From 0 up to 1. */
  readonly random: () => number
}

/** A failure that may well be over a little later. */
export interface Passing {
  /** How long the other side asks to be left alone; null: it does not say. */
  readonly retryAfterMs: number | null
}

const TRIES = 5
/** KV takes one write a second for each key: a little more than that. */
const FIRST_WAIT_MS = 1_100
/** Whoever asks for longer is asked again by a person. */
const RETRY_AFTER_MAX_MS = 60_000

/**
 * Does something, and again after a failure that passes: at least 1.1 seconds later, twice as long each time, with up
 * to as much again by chance, so that those who failed together do not come back together. Five tries in all.
 *
 * @param passing what it says of an error; null: trying again would not help
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
