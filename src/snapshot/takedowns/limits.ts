/**
 * How much a region's takedown list may weigh: one file for who writes it and who reads it, so that a list that the
 * publisher can sign is a list that every edge can take. Together they are below 1 MiB, at any number of orders.
 */

/** The signed list: it is read every 30 seconds, so it says only what changed since its packed part was made. */
export const TAKEDOWNS_BYTES_MAX = 128 * 1024

/** The packed part, an immutable shard that the list names by its hash: read once, and again only when it was made anew. */
export const PACKED_BYTES_MAX = 880 * 1024

/** Groups of the packed part; each costs a reader a pass over its columns. More are merged, which withdraws more. */
export const PACKED_GROUPS_MAX = 256

/** Lifted orders that a list remembers, so that an older store does not bring them back. */
export const LIFTED_MAX = 200

/**
 * A change that the scheduling store forgot goes on under this number plus its own: above all that a store counts, so
 * that no snapshot passes for one that knows of it. It stays until a person lifts it, its time has passed, or the store
 * has a later change that withdraws as much.
 */
export const FORGOTTEN_FROM = 2 ** 52

/** A list that says nothing new is signed anew this often, so that its age says how old the news in it may be. */
export const RESIGNED_AFTER_MS = 10 * 60_000

/** The exact text of a list is kept under its own hash as long as a decision-log line may name it (48 hours), and the list itself may stand. */
export const LIST_TEXT_KEPT_SECONDS = 72 * 3600
