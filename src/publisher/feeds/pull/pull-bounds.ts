/** How long a pull may take, and how much it may bring. */
export interface PullBounds {
  /** Until the source begins to answer. */
  readonly firstByteMs: number
  /** Between two pieces of its answer. */
  readonly silenceMs: number
  readonly totalMs: number
  /** Bytes as they are sent, packed or not. */
  readonly bytes: number
  readonly redirects: number
}

/** The consumer of a queue has 15 minutes in all: the last one is left to note what came of the pull. */
export const PULL_BOUNDS: PullBounds = {
  firstByteMs: 30_000,
  silenceMs: 30_000,
  totalMs: 14 * 60_000,
  bytes: 1_000_000_000,
  redirects: 5,
}
