import type { Action, FeedAction } from '../../model/policies/access.ts'
import type { OpsContext } from '../routes/ops-context.ts'
import { isOnFeeds, type Permission } from './permission.ts'
import { forbidden } from './require-action.ts'

/** Throws 403 unless the caller may do this with this feed. */
export function requireFeed(context: OpsContext, action: FeedAction, feed: string): void {
  requireFeedFor(context.get('permission'), [action], feed)
}

/**
 * Throws 403 unless one of the actions is allowed with a feed.
 *
 * @param feed null: with any
 */
export function requireFeedFor(permission: Permission, anyOf: readonly Action[], feed: string | null): void {
  const isAllowed = anyOf.filter(isOnFeeds).some((action) => {
    return feed === null ? permission.feedsOf(action).length > 0 : permission.reachesFeed(action, feed)
  })
  if (!isAllowed) throw forbidden(anyOf, feed === null ? 'any feed' : 'this feed')
}
