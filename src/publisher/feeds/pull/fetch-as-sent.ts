import type { FeedSources } from './feed-sources.ts'

/**
 * Not from Cloudflare's cache, which keeps files by their ending (`.csv`, `.gz`), and not unpacked by the platform: so
 * the length that is announced is that of what comes, and a cut gzip stream is found to be cut.
 */
const AS_SENT = { cache: 'no-store', encodeResponseBody: 'manual' } as const

/** Fetches in a Worker: the answer as its source sends it. */
export const fetchAsSent: FeedSources['fetch'] = (url, request) => fetch(url, { ...request, ...AS_SENT })
