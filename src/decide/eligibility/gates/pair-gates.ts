import { columnValue, titleOf } from '../../../model/columns/column-value.ts'
import type { SnapshotHot } from '../../../model/columns/snapshot.ts'
import { NO_INDEX } from '../../../model/columns/snapshot.ts'

/** How often something capped was shown to this session. */
export interface CapCount {
  /** `capKey` of the candidate. */
  readonly key: number
  readonly count: number
  /** When its window began, milliseconds since 1970 UTC. */
  readonly since: number
  /** When its window is over, and it may be forgotten. */
  readonly until: number
}

/** So many running caps are remembered: what a session has room for. What would need one more is not shown. */
export const REMEMBERED_CAPS = 80

/** Scope numbers of `CampaignColumns.capScope`, spread over the hash so that scopes never share keys. */
const SCOPE_SALT = [0x51ed_270b, 0x9e37_79b9, 0] as const
/** Odd, so that no two lengths of a window fall together. */
const WINDOW_SALT = 0x9e37_79b1

/**
 * The key under which a session counts a capped candidate: its asset, its title or its campaign, as the
 * campaign's cap says, in windows of its length: a shorter one that starts anew makes no longer one forget. Null when
 * the campaign has no cap.
 */
export function capKey(hot: SnapshotHot, asset: number, campaign: number): number | null {
  if (columnValue(hot.campaigns.capCount, campaign) === 0) return null
  const scope = hot.campaigns.capScope[campaign] ?? 2
  const title = titleOf(hot, asset)
  const hash =
    scope === 2 || (scope === 1 && title === NO_INDEX)
      ? hot.campaigns.idHash[campaign]
      : scope === 1
        ? hot.titles.idHash[title]
        : hot.assets.idHash[asset]
  const window = Math.imul(columnValue(hot.campaigns.capWindowSeconds, campaign), WINDOW_SALT)
  return ((hash ?? 0) ^ (SCOPE_SALT[scope] ?? 0) ^ window) >>> 0
}

/**
 * Whether the session has seen the candidate as often as its campaign allows within the cap's window, or would have to
 * forget another cap to remember this one.
 *
 * @param counts caps that still run, where they are many (`runningCaps`)
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

/** How often something may still be shown under a campaign's cap, with what was counted of it. */
export function capLeftOf({ campaigns }: SnapshotHot, campaign: number, counted: CapCount, now: number): number {
  const windowMs = columnValue(campaigns.capWindowSeconds, campaign) * 1000
  const most = columnValue(campaigns.capCount, campaign)
  return now < counted.since + windowMs ? Math.max(0, most - counted.count) : most
}
