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
