const FIRST_SECONDS = 5
const LONGEST_SECONDS = 15 * 60

/**
 * How long a message waits for its next try: five seconds, twice as long each time, up to a quarter of an hour. With the
 * 100 tries of `wrangler.toml`, a store that is away for 23 hours costs nothing.
 *
 * @param attempts how often it was tried
 */
export function retryDelaySeconds(attempts: number): number {
  return Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(attempts - 1, 20))
}
