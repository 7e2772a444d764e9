/**
 * How old a takedown list may be to answer from. While storage answers, a takedown takes effect within one refresh of
 * the isolate, plus the point of presence's cache of 30 seconds, plus KV's propagation (`takedownBound`). These bounds hold when storage
 * does not answer. In milliseconds.
 */
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** How long a cold isolate waits for its first snapshot, and any request for a list that must be read first. */
export const LOOK_FIRST_MS = 150

/** A read that is late by less than this says nothing about storage: on a busy machine reads are often that late. */
export const OVERDUE_LEAST_MS = 1_000

/** After this long without a request, an isolate does not answer from its list until storage has confirmed it. */
export const IDLE_MS = 5 * MINUTE_MS

/**
 * How long a busy isolate that cannot reach storage continues with its last state, as `stale`: longer than the longest
 * outage of KV (2025-06-12, 2 h 28 min). After that it answers from the baseline.
 */
export const BLIND_MS = 3 * HOUR_MS

/**
 * The point of presence's copy has only its signature as proof of age: `BLIND_MS`, plus the time between two
 * signatures.
 */
export const COPY_AGE_MAX_MS = BLIND_MS + HOUR_MS

/**
 * Greatest age of the first list that an isolate takes from storage: an older one may be a replay. The publisher signs
 * each list again every few minutes, so this only fails a publisher that could not sign for a whole day.
 */
export const COLD_AGE_MAX_MS = 24 * HOUR_MS
