import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import {
  type AccessPolicy,
  type Action,
  FEED_ACTIONS,
  FEED_READING,
  type FeedAction,
} from '../../model/policies/access.ts'
import type { Grant } from './grants.ts'

/** What a signed-in caller may do, in which regions, and with which feeds. */
export class Permission {
  constructor(
    readonly policy: AccessPolicy,
    readonly grants: readonly Grant[],
  ) {}

  /** The regions in which an action is allowed; empty for none. Of an action on feeds: with every feed. */
  regionsOf(action: Action): readonly RegionId[] {
    const holding = this.#holding(action).filter(({ feeds }) => feeds === null || !isOnFeeds(action))
    const allowed = new Set(holding.flatMap(({ regions }) => regions))
    return REGION_IDS.filter((region) => allowed.has(region))
  }

  /** The regions among these in which an action is not allowed. */
  missing(action: Action, regions: readonly RegionId[]): readonly RegionId[] {
    const allowed = this.regionsOf(action)
    return regions.filter((region) => !allowed.includes(region))
  }

  /**
   * The feeds with which an action is allowed; empty for none. What changes a feed takes a role in every region, because
   * its titles and assets belong to every region; what reads it takes a role in any.
   */
  feedsOf(action: FeedAction): 'every' | readonly string[] {
    const least = FEED_READING.includes(action) ? 1 : REGION_IDS.length
    const holding = this.#holding(action).filter(({ regions }) => regions.length >= least)
    if (holding.some(({ feeds }) => feeds === null)) return 'every'
    return [...new Set(holding.flatMap(({ feeds }) => feeds ?? []))].sort()
  }

  /** Whether an action is allowed with a feed. */
  reachesFeed(action: FeedAction, feed: string): boolean {
    const feeds = this.feedsOf(action)
    return feeds === 'every' || feeds.includes(feed)
  }

  /**
   * The caller's roles that allow one of these actions, for the audit log; all of the caller's roles when none does.
   */
  roleFor(actions: readonly Action[]): string {
    const holding = this.grants.filter(({ role }) => actions.some((action) => this.policy.roles.get(role)?.has(action)))
    const roles = (holding.length > 0 ? holding : this.grants).map(({ role }) => role)
    return [...new Set(roles)].join(', ')
  }

  #holding(action: Action): readonly Grant[] {
    return this.grants.filter(({ role }) => this.policy.roles.get(role)?.has(action))
  }
}

/** Whether an action is one on feeds, which a grant may limit to some of them. */
export function isOnFeeds(action: Action): action is FeedAction {
  const onFeeds: readonly Action[] = FEED_ACTIONS
  return onFeeds.includes(action)
}
