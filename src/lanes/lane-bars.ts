import { firstEndingAfter, type Times } from '../compile/time/intervals.ts'
import type { Interval } from '../compile/time/windows.ts'
import type { CampaignId } from '../model/fields/identifier.ts'
import { PRIORITIES } from '../model/nouns/campaign-vocabulary.ts'
import type { PlacedPlan } from './lane-plan.ts'

/** A window of a campaign in a lane. */
export interface LaneBar {
  readonly campaignId: CampaignId
  /** Which of both it draws: what the campaign says, or what waits beside it. */
  readonly revision: number
  /** Milliseconds since 1970 UTC; it may begin before the lane, and end after it. */
  readonly from: number
  /** Null: open. */
  readonly to: number | null
  /** From 0; no two bars of a row meet. */
  readonly row: number
}

/** How much of a lane is drawn. */
export interface LaneRoom {
  readonly rows: number
  readonly bars: number
}

/** Room of a lane that nobody has opened. */
export const LANE_ROOM: LaneRoom = { rows: 4, bars: 120 }
/** Room of a lane that is opened. */
export const OPEN_LANE_ROOM: LaneRoom = { rows: 100, bars: 2_000 }

/**
 * Packs plans into rows: the strongest tiers first, then what begins first. All windows of a plan share a row.
 *
 * @returns `hidden`: how many plans there is no room for
 */
export function laneBars(
  placed: readonly PlacedPlan[],
  room: LaneRoom,
): { readonly bars: readonly LaneBar[]; readonly hidden: number } {
  const rows: Interval[][] = []
  const bars: LaneBar[] = []
  let hidden = 0
  for (const { plan, windows } of [...placed].sort(byTierAndStart)) {
    const row = bars.length + windows.length > room.bars ? -1 : freeRow(rows, windows, room.rows)
    if (row < 0) {
      hidden += 1
      continue
    }
    const { campaignId, revision } = plan
    for (const { start, end } of windows) {
      bars.push({ campaignId, revision, from: start, to: Number.isFinite(end) ? end : null, row })
    }
  }
  return { bars, hidden }
}

/** The first row in which windows meet nothing; they are taken into it. -1: there is none. */
function freeRow(rows: Interval[][], windows: Times, most: number): number {
  const hull = { start: windows[0]?.start ?? 0, end: windows.at(-1)?.end ?? 0 }
  for (const [row, taken] of rows.entries()) {
    const next = firstEndingAfter(taken, hull.start)
    const after = taken[next]
    if (after !== undefined && after.start < hull.end) continue
    taken.splice(next, 0, hull)
    return row
  }
  if (rows.length >= most) return -1
  return rows.push([hull]) - 1
}

function byTierAndStart({ plan: left, windows: one }: PlacedPlan, { plan: right, windows: other }: PlacedPlan): number {
  return (
    PRIORITIES.indexOf(left.record.priority) - PRIORITIES.indexOf(right.record.priority) ||
    (one[0]?.start ?? 0) - (other[0]?.start ?? 0) ||
    (left.campaignId < right.campaignId ? -1 : left.campaignId > right.campaignId ? 1 : left.revision - right.revision)
  )
}
