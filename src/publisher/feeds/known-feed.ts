import type { Redis } from '@upstash/redis/cloudflare'
import { feedInPath } from '../../contracts/ops/requests/paths.ts'
import { type FeedSettings, feedSettings, MANUAL_FEED } from '../../model/feeds/feed-settings.ts'
import { DEFAULT_FEED_FORMAT, type FeedFormatName } from '../../model/messages/feed-formats.ts'
import type { KnownFeed } from '../../schedule/feeds/delivery-run.ts'
import { readFeed } from '../../schedule/feeds/stores/feed-store.ts'
import { OpsProblem } from '../ops-problem.ts'

/** What is sent by hand, in canonical records or from a template: they say themselves where they may play. */
const OWN_FORMATS: readonly FeedFormatName[] = ['ndjson', 'csv', 'xlsx']

/** How something sent by hand is read. */
export interface ByHand {
  readonly format: FeedFormatName
  readonly territories: readonly string[] | undefined
}

/** What is sent by hand in chunks, and what is known of it later: it was read where it was sent from. */
export const BY_HAND: ByHand = { format: DEFAULT_FEED_FORMAT, territories: undefined }

/** The name of a feed in a path. @throws OpsProblem 404 when no feed can have this name */
export function feedName(given: string | undefined): string {
  const name = feedInPath.safeParse(given)
  if (name.success) return name.data
  throw noSuchFeed(given ?? '')
}

/**
 * A feed with its settings.
 *
 * @param byHand how it is read if it is the feed of what is sent by hand
 * @throws OpsProblem 404
 */
export async function knownFeed(redis: Redis, name: string, byHand: ByHand): Promise<KnownFeed> {
  if (name === MANUAL_FEED) return { id: MANUAL_FEED, settings: manualSettings(byHand) }
  const stored = await readFeed(redis, name)
  if (stored === null) throw noSuchFeed(name)
  return { id: name, settings: stored.settings }
}

/** The feed `manual` has no settings: whoever sends says what a format of partners does not. */
function manualSettings({ format, territories }: ByHand): FeedSettings {
  if (territories === undefined && !OWN_FORMATS.includes(format)) {
    throw new OpsProblem(
      400,
      'Territories are missing',
      `Nobody knows where content of the format ${format} may play: add territories=US,@dach, or send it to a feed.`,
      'territories',
    )
  }
  return feedSettings.parse({ format, owner: MANUAL_FEED, territories: territories ?? ['*'], mode: 'delta' })
}

/** 404 for a feed. */
export function noSuchFeed(name: string): OpsProblem {
  const told = `There is no feed "${name.slice(0, 40)}"; ff feeds list shows them, and ff feeds set adds one.`
  return new OpsProblem(404, 'No such feed', told, 'feed')
}
