/**
 * How old a takedown list may be that is answered from. While storage answers, an order holds within one refresh of the
 * isolate, the place's own cache of 30 seconds, and what storage takes to pass it on. These bounds say what holds while
 * it does not answer. Lengths in milliseconds.
 */
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** A cold isolate waits this long for its first snapshot, and any request this long for a list that it has to look up. */
export const LOOK_FIRST_MS = 150

/** A list that was not confirmed for so many refreshes is looked up before an answer; busy isolates do it beside one. */
export const LOOK_FIRST_AFTER = 1.1

/** A look at storage that is late by less says nothing about storage: a busy machine is late as often. */
export const OVERDUE_LEAST_MS = 1_000

/** An isolate that nobody asked for so long answers nothing from its list until storage has confirmed it. */
export const IDLE_MS = 5 * MINUTE_MS

/**
 * An isolate that is asked all the while and cannot reach storage goes on with what it last knew, and says `stale`, for
 * so long: longer than KV was ever down (2025-06-12, 2 h 28 min). After that it answers from the baseline.
 */
export const BLIND_MS = 3 * HOUR_MS

/** The place's own copy is believed by its signature alone: `BLIND_MS`, and the time between two signatures of a list. */
export const COPY_AGE_MAX_MS = BLIND_MS + HOUR_MS

/**
 * An isolate that has no list yet takes none from storage that was signed longer ago: it may be an old one, brought back.
 * The publisher signs each list anew every few minutes, so that only one who could not for a whole day is cut off.
 */
export const COLD_AGE_MAX_MS = 24 * HOUR_MS
