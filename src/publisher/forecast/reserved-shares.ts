import { OpenTimes } from '../../compile/open-times.ts'
import { firstEndingAfter } from '../../compile/time/intervals.ts'
import { reservedShare } from '../../learn/forecast/reserved-share.ts'
import { takenShare } from '../../learn/forecast/taken-share.ts'
import { openSupply } from '../../learn/supply/open-supply.ts'
import type { SupplyForecast } from '../../learn/supply/supply-forecast.ts'
import { goalOfEvents } from '../../model/fields/goal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { AHEAD_MS } from './forecast-time.ts'
import type { TakenPlacement } from './taken-placements.ts'

/** What the shares of others are worked out from. */
export interface ReservingWorld {
  readonly rules: Rules
  readonly forecast: SupplyForecast
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  /** Events of a kind that a placement brings on a surface. */
  readonly seen: (surface: SurfaceId, kind: 'impressions' | 'starts') => number | null
}

/**
 * The shares that campaigns with a goal need for it, from now on as from their start: pacing lets them through in no
 * more, and what they do not need is free for others. A share in percent is what it says. Campaigns without a goal, and
 * those of which nobody knows what they could get, are not held back.
 *
 * @param open who has the picks as long as nobody is held back
 */
export function reservedShares(
  others: readonly Campaign[],
  open: readonly TakenPlacement[],
  { rules, forecast, now, seen }: ReservingWorld,
): ReadonlyMap<string, number> {
  const opens = new OpenTimes(rules, now)
  const shares = new Map<string, number>()
  for (const campaign of others) {
    const percent = campaign.goal?.sharePercent
    if (percent !== undefined) shares.set(campaign.id, percent / 100)
    const goal = goalOfEvents(campaign.goal)
    if (goal === null) continue
    const cells = opens.cellsOf(campaign, { from: now - AHEAD_MS, until: now + AHEAD_MS })
    const { placements: chances, unknown } = openSupply(forecast, cells)
    const own = open.filter(({ territory, surface, at }) => {
      const cell = cells.find((each) => each.territory === territory && each.surface === surface)
      const next = cell?.times[firstEndingAfter(cell.times, at)]
      return next !== undefined && next.start <= at
    })
    // On average over the surfaces that it is asked on: what it takes of a chance, in events.
    const events = own.map(({ surface, taken, weight }) => {
      return { weight, taken: (taken.get(campaign.id) ?? 0) * (seen(surface, goal.kind) ?? 0) }
    })
    const yielded = takenShare(events)?.share ?? 0
    if (chances === null || unknown.length > 0 || yielded === 0) continue
    shares.set(campaign.id, reservedShare({ goal: goal.count, chances }, { taken: yielded, seen: 1 }))
  }
  return shares
}
