import type { ScheduleLane } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'

/** Lanes of a surface that a page draws when it shows all surfaces, and when it shows one. */
const LANES_OF_ONE_AMONG_MANY = 12
const LANES_OF_ONE = 60
/** Bars that a page draws: a browser is slow with more, and nobody reads them. */
const BARS_MAX = 900

/** Lanes of a surface, as many as are drawn. */
export interface SurfaceLanes {
  readonly surface: string
  readonly lanes: readonly ScheduleLane[]
  /** Those that are not drawn. */
  readonly left: readonly ScheduleLane[]
}

/**
 * What a page draws of lanes, surface by surface. What it leaves out it counts: lanes behind the first of a surface, and
 * bars of the rows that are too many.
 */
export function shownLanes(all: readonly ScheduleLane[]): readonly SurfaceLanes[] {
  const surfaces = [...new Set(all.map(({ surface }) => surface))]
  const most = surfaces.length > 1 ? LANES_OF_ONE_AMONG_MANY : LANES_OF_ONE
  let room = BARS_MAX
  return surfaces.map((surface) => {
    const own = all.filter((lane) => lane.surface === surface)
    const lanes = own.slice(0, most).map((lane) => {
      const drawn = withRoom(lane, room)
      room -= drawn.bars.length
      return drawn
    })
    return { surface, lanes, left: own.slice(most) }
  })
}

/** Whole rows, as long as there is room for all bars of them. */
function withRoom(lane: ScheduleLane, room: number): ScheduleLane {
  if (lane.bars.length <= room) return lane
  const rows = Math.max(...lane.bars.map(({ row }) => row)) + 1
  for (let most = rows - 1; most >= 0; most -= 1) {
    const bars = lane.bars.filter(({ row }) => row < most)
    if (bars.length > room) continue
    const campaigns = (some: ScheduleLane['bars']) => new Set(some.map(({ campaignId }) => campaignId)).size
    return { ...lane, bars, hidden: lane.hidden + campaigns(lane.bars) - campaigns(bars) }
  }
  return lane
}
