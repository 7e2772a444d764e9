/** How long an edge believes a takedown list before it reads it again, unless `POINTER_REFRESH_MS` says otherwise. */
export const LIST_REFRESH_MS = 30_000

/**
 * A list unconfirmed for this many refreshes is read before an answer; busy isolates read it in the background earlier.
 */
export const LOOK_FIRST_AFTER = 1.1

/** The platform's shortest `cacheTtl`, in seconds: for so long a point of presence may answer from its own cache. */
export const PLACE_CACHE_SECONDS = 30

/** What KV mostly takes at most to spread a write, in seconds. The platform promises no bound. */
const PROPAGATION_SECONDS = 60

/** How long after an order something may still start, and what that consists of; in seconds. */
export interface TakedownBound {
  readonly seconds: number
  readonly refreshSeconds: number
  readonly cacheSeconds: number
  readonly propagationSeconds: number
}

/** The bound of a takedown while storage answers: with another refresh it is another. */
export function takedownBound(refreshMs = LIST_REFRESH_MS): TakedownBound {
  const refreshSeconds = Math.round(LOOK_FIRST_AFTER * refreshMs) / 1000
  const parts = { refreshSeconds, cacheSeconds: PLACE_CACHE_SECONDS, propagationSeconds: PROPAGATION_SECONDS }
  return { seconds: refreshSeconds + PLACE_CACHE_SECONDS + PROPAGATION_SECONDS, ...parts }
}
