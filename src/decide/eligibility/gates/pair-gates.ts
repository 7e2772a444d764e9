import { columnValue, titleOf } from '../../../model/columns/column-value.ts'
import type { SnapshotHot } from '../../../model/columns/snapshot.ts'
import { NO_INDEX } from '../../../model/columns/snapshot.ts'
import { CAP_SCOPES } from '../../../model/nouns/campaign-vocabulary.ts'

/** Count of one frequency cap in this session. */
export interface CapCount {
  /** `capKey` of the candidate. */
  readonly key: number
  readonly count: number
  /** When its window began, milliseconds since 1970 UTC. */
  readonly since: number
  /** End of its window, after which the count may be dropped. */
  readonly until: number
}

/**
 * The greatest number of running caps that a session has room for. A candidate that would need one more is not shown.
 */
export const REMEMBERED_CAPS = 80

/** A salt for each scope of `CampaignColumns.capScope`, mixed into the hash so that scopes never share keys. */
const SCOPE_SALT = [0x51ed_270b, 0x9e37_79b9, 0] as const
/** An odd factor, so that no two window lengths map to the same value. */
const WINDOW_SALT = 0x9e37_79b1

/**
 * What a cap of a scope (of `CampaignColumns.capScope`) counts by. An asset without title has only its campaign to be
 * counted by.
 */
export function capCountsBy(scope: number, hasTitle: boolean): (typeof CAP_SCOPES)[number] {
  return CAP_SCOPES[scope === 1 && !hasTitle ? 2 : scope] ?? 'campaign'
}

/**
 * The key under which a viewer's showings are counted: what the cap counts by, combined with the length of the window.
 * Windows of different lengths are counted apart, so a short one that starts again does not reset a longer one.
 *
 * @param hash `hash32` of the id of what the cap counts by (`capCountsBy`)
 */
export function capKeyOf(hash: number, scope: number, windowSeconds: number): number {
  return (hash ^ (SCOPE_SALT[scope] ?? 0) ^ Math.imul(windowSeconds, WINDOW_SALT)) >>> 0
}

/** The key that a candidate is counted under; null if its campaign has no cap. */
export function capKey(hot: SnapshotHot, asset: number, campaign: number): number | null {
  if (columnValue(hot.campaigns.capCount, campaign) === 0) return null
  const scope = hot.campaigns.capScope[campaign] ?? 2
  const title = titleOf(hot, asset)
  const by = capCountsBy(scope, title !== NO_INDEX)
  const hash =
    by === 'campaign'
      ? hot.campaigns.idHash[campaign]
      : by === 'title'
        ? hot.titles.idHash[title]
        : hot.assets.idHash[asset]
  return capKeyOf(hash ?? 0, scope, columnValue(hot.campaigns.capWindowSeconds, campaign))
}

/**
 * Whether the cap is reached: the session has seen the candidate as often as its campaign allows within the cap's
 * window, or has no room to remember one more cap.
 *
 * @param counts the caps still running, if there are many (`runningCaps`)
 */
export function capReached(
  hot: SnapshotHot,
  pair: { readonly asset: number; readonly campaign: number },
  counts: ReadonlyMap<number, CapCount>,
  now: number,
): boolean {
  const key = capKey(hot, pair.asset, pair.campaign)
  if (key === null) return false
  const counted = counts.get(key)
  if (counted === undefined) return counts.size >= REMEMBERED_CAPS
  return capLeftOf(hot, pair.campaign, counted, now) === 0
}

/** How often a candidate may still be shown under its campaign's cap, given its count. */
export function capLeftOf({ campaigns }: SnapshotHot, campaign: number, counted: CapCount, now: number): number {
  const windowMs = columnValue(campaigns.capWindowSeconds, campaign) * 1000
  const most = columnValue(campaigns.capCount, campaign)
  return now < counted.since + windowMs ? Math.max(0, most - counted.count) : most
}
