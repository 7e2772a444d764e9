import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { type Action, FEED_READING, type FeedAction } from '../../model/policies/access.ts'

/** Whether the caller may do this in all of these regions; without regions: in any. */
export function mayDo(me: WhoAmI, action: Action, regions: readonly RegionId[]): boolean {
  const allowed = me.may[action] ?? []
  return regions.length === 0 ? allowed.length > 0 : regions.every((region) => allowed.includes(region))
}

/**
 * Whether the caller may do this with a feed. What changes one takes a role in every region, because its titles and
 * assets belong to all; a role may be bound to feeds by name.
 *
 * @param feed null: with any
 */
export function mayDoWithFeed(me: WhoAmI, action: FeedAction, feed: string | null): boolean {
  const least = FEED_READING.includes(action) ? 1 : REGION_IDS.length
  const holding = me.rolesThatMay[action] ?? []
  return me.roles.some(
    ({ role, regions, feeds }) =>
      holding.includes(role) &&
      regions.length >= least &&
      (feeds === null || (feed === null ? feeds.length > 0 : feeds.includes(feed))),
  )
}

/** The roles that may do this, in words. */
export function whoMay(me: WhoAmI, action: Action): string {
  const roles = me.rolesThatMay[action] ?? []
  return roles.length === 0 ? 'nobody' : roles.join(', ')
}
