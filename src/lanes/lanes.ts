import type { CompiledPlace } from '../compile/time/place.ts'
import type { Interval } from '../compile/time/windows.ts'
import type { TerritoryCode } from '../model/nouns/region.ts'
import { SURFACE_IDS, type SurfaceId } from '../model/nouns/surface.ts'
import type { Rules } from '../model/policies/rules.ts'
import { zoneOfTerritory } from '../rules/lookup/zone-of-territory.ts'
import { foldPlaces } from './fold-places.ts'
import { LANE_ROOM, type LaneBar, type LaneRoom, laneBars, OPEN_LANE_ROOM } from './lane-bars.ts'
import { type LanePlan, type PlacedPlan, PlacedPlans } from './lane-plan.ts'
import { type LaneSlice, laneSlices } from './lane-slices.ts'

/** A surface in a territory, or in several that show the same. */
export interface Lane {
  /** The surface and a territory of it, `home-hero.DE`: each of its territories names the same lane. */
  readonly key: string
  readonly surface: SurfaceId
  readonly territories: readonly TerritoryCode[]
  /** The clock that stands for the first of them, an IANA zone. */
  readonly timeZone: string
  readonly span: Interval
  readonly slices: readonly LaneSlice[]
  readonly bars: readonly LaneBar[]
  /** How many plans have no bar, for want of room. */
  readonly hidden: number
}

/** What lanes are drawn of. */
export interface LanesQuestion {
  readonly rules: Rules
  /** In the order of the lanes. */
  readonly places: readonly CompiledPlace[]
  readonly surfaces: readonly SurfaceId[]
  readonly plans: readonly LanePlan[]
  /** The time that a lane shows at a territory: `LANE_DAYS_MAX` days at most. */
  readonly spanOf: (territory: TerritoryCode) => Interval
  /** Keys of lanes that are drawn with all of their rows. */
  readonly open: ReadonlySet<string>
  /** Only lanes in which a bar is wanted. */
  readonly onlyWithBars: boolean
}

/** Bars of an answer in all; lanes behind them have none. */
const BARS_MAX = 20_000

/** Lanes, and all plans that have a place in them, with a bar or not. */
export interface DrawnLanes {
  readonly lanes: readonly Lane[]
  readonly planned: readonly LanePlan[]
}

/** The lanes of some places and surfaces, surface by surface. Those that show the same in the same time are one. */
export function lanesOf({ rules, places, surfaces, plans, spanOf, open, onlyWithBars }: LanesQuestion): DrawnLanes {
  const zoneOf = zoneOfTerritory(rules)
  const placed = new PlacedPlans(rules)
  const own = plans.filter(({ record }) => record.surfaces.some((surface) => surfaces.includes(surface)))
  const everywhere = foldPlaces(places, own, { placed, spanOf }).map((each) => {
    const here = each.plans.flatMap((plan) => placed.at(plan, each.place, each.span) ?? [])
    return { ...each, timeZone: zoneOf(each.place.code), here, bySurface: bySurface(here) }
  })
  const identify = identities()
  const alike = surfaces.flatMap((surface) => {
    const found = new Map<string, Undrawn>()
    for (const { territories, timeZone, span, bySurface } of everywhere) {
      const on = bySurface.get(surface) ?? []
      if (onlyWithBars && !on.some(({ plan }) => plan.isShown)) continue
      const key = `${span.start} ${span.end} ${on.map(identify).join(' ')}`
      const known = found.get(key)
      if (known === undefined) found.set(key, { surface, territories: [...territories], timeZone, span, here: on })
      else known.territories.push(...territories)
    }
    return [...found.values()]
  })
  const planned = new Set(everywhere.flatMap(({ here }) => here.map(({ plan }) => plan)))
  return { lanes: drawn(alike, open), planned: [...planned] }
}

function bySurface(here: readonly PlacedPlan[]): ReadonlyMap<SurfaceId, readonly PlacedPlan[]> {
  const found = new Map<SurfaceId, PlacedPlan[]>(SURFACE_IDS.map((surface) => [surface, []]))
  for (const placed of here)
    for (const surface of new Set(placed.plan.record.surfaces)) found.get(surface)?.push(placed)
  return found
}

/** Bars are given to lanes in their order, until there are enough. */
function drawn(all: readonly Undrawn[], open: ReadonlySet<string>): readonly Lane[] {
  let left = BARS_MAX
  return all.map((each) => {
    const lane = laneOf(each, roomOf(open, each, left))
    left -= lane.bars.length
    return lane
  })
}

/** A lane before its strip and its bars are worked out. */
interface Undrawn {
  readonly surface: SurfaceId
  readonly territories: TerritoryCode[]
  readonly timeZone: string
  readonly span: Interval
  readonly here: readonly PlacedPlan[]
}

function laneOf({ here, ...lane }: Undrawn, room: LaneRoom): Lane {
  const strip = here.map(({ plan, times }) => ({ tier: plan.record.priority, times }))
  const shown = here.filter(({ plan }) => plan.isShown)
  const key = keyOf(lane.surface, lane.territories[0] ?? '')
  return { key, ...lane, slices: laneSlices(strip, lane.span), ...laneBars(shown, room) }
}

function keyOf(surface: SurfaceId, territory: TerritoryCode): string {
  return `${surface}.${territory}`
}

function roomOf(open: ReadonlySet<string>, { surface, territories }: Undrawn, left: number): LaneRoom {
  const isOpen = territories.some((code) => open.has(keyOf(surface, code)))
  const room = isOpen ? OPEN_LANE_ROOM : LANE_ROOM
  return { ...room, bars: Math.min(room.bars, left) }
}

/** A number for each placed plan, the same for those that look the same; comparing whole texts would take longer. */
function identities(): (placed: PlacedPlan) => number {
  const byPlan = new Map<LanePlan, Map<string, number>>()
  let next = 0
  return ({ plan, windows, times }) => {
    const said = [windows, times].map((each) => each.map(({ start, end }) => `${start} ${end}`).join()).join('|')
    const known = byPlan.get(plan) ?? new Map<string, number>()
    byPlan.set(plan, known)
    const number = known.get(said) ?? next++
    known.set(said, number)
    return number
  }
}
