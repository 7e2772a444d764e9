/**
 * Size limits of a region's takedown list, shared by writer and readers: a list that the publisher can sign is one that
 * every edge accepts. In all they are below 1 MiB, whatever the number of orders.
 */

/** The signed list. It is read every 30 seconds, so it contains only what changed since its packed part was made. */
export const TAKEDOWNS_BYTES_MAX = 128 * 1024

/** The packed part, an immutable shard that the list names by its hash: an edge reads it only when it has changed. */
export const PACKED_BYTES_MAX = 880 * 1024

/**
 * Groups in the packed part. Each costs a reader a pass over its columns, so beyond this they are merged, which
 * withdraws more.
 */
export const PACKED_GROUPS_MAX = 256

/** Lifted orders that a list remembers, so that a store restored from a backup does not bring them back. */
export const LIFTED_MAX = 200

/**
 * A narrowing that the scheduling store forgot continues under this number plus its own. That is above any number of a
 * store, so no snapshot counts as knowing of it. It stays until a person lifts it, its time has passed, or the store
 * has a later narrowing that withdraws as much.
 */
export const FORGOTTEN_FROM = 2 ** 52

/** An unchanged list is signed again this often, so that its age shows how old its information can be. */
export const RESIGNED_AFTER_MS = 10 * 60_000

/** The exact text of a list is kept under its own hash as long as a decision-log line may name it (48 hours), and the list itself may stand. */
export const LIST_TEXT_KEPT_SECONDS = 72 * 3600
