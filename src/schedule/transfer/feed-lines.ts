import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { mediaOrigin } from '../../model/fields/media-origin.ts'
import { storedSettings } from '../feeds/stores/feed-store.ts'
import { ledgerEntry } from '../feeds/stores/item-ledger.ts'
import { readMediaHosts } from '../feeds/stores/media-hosts.ts'
import { entriesOf, quarantinedItem, readEntries, writeQuarantined } from '../feeds/stores/quarantine-store.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { scanHash } from '../store/read-documents.ts'
import { asFields } from '../store/replies.ts'

const v = z.literal(1)

/**
 * A feed's settings; a page of the items that are in force because of it; an item that a person has fixed; where the
 * files of aliases are.
 */
export const feedLine = z.discriminatedUnion('type', [
  z.object({ v, type: z.literal('feed'), feed: z.string(), stored: storedSettings }),
  z.object({ v, type: z.literal('feed-items'), feed: z.string(), items: z.record(z.string(), ledgerEntry) }),
  z.object({ v, type: z.literal('feed-fix'), entry: quarantinedItem }),
  z.object({ v, type: z.literal('feed-hosts'), hosts: z.record(z.string(), mediaOrigin) }),
])

/** A line of an export about a feed. */
export type FeedLine = z.infer<typeof feedLine>

/**
 * What an export says of feeds: without it a restored store would not know which records are whose, and could withdraw
 * nothing that a feed no longer brings. What is in quarantine and not fixed comes again with the next delivery.
 */
export async function* feedLines(redis: Redis): AsyncGenerator<FeedLine> {
  const hosts = await readMediaHosts(redis)
  if (hosts.size > 0) yield { v: 1, type: 'feed-hosts', hosts: Object.fromEntries(hosts) }
  const [reply] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.feeds))
  for (const [feed, json] of asFields(reply)) {
    yield { v: 1, type: 'feed', feed, stored: storedSettings.parse(JSON.parse(json)) }
    for await (const page of scanHash(redis, keys.feedItems(feed))) {
      const items = [...page].map(([item, entry]) => [item, ledgerEntry.parse(JSON.parse(entry))] as const)
      if (items.length > 0) yield { v: 1, type: 'feed-items', feed, items: Object.fromEntries(items) }
    }
    const { fixed } = await entriesOf(redis, feed)
    for (const entry of await readEntries(redis, [...fixed.values()])) yield { v: 1, type: 'feed-fix', entry }
  }
}

/** Writes what an export says of feeds. */
export async function restoreFeedLine(redis: Redis, line: FeedLine): Promise<void> {
  if (line.type === 'feed-fix') return writeQuarantined(redis, [line.entry])
  await sendRepeatable(redis, (queue) => {
    // Files that have moved since the export stay where they are now.
    if (line.type === 'feed-hosts') {
      for (const [alias, origin] of Object.entries(line.hosts)) queue.hsetnx(keys.mediaHosts, alias, origin)
    } else if (line.type === 'feed') queue.hset(keys.feeds, { [line.feed]: JSON.stringify(line.stored) })
    else {
      const fields = Object.entries(line.items).map(([item, entry]) => [item, JSON.stringify(entry)])
      queue.hset(keys.feedItems(line.feed), Object.fromEntries(fields))
    }
  })
}
