import { assetOf, campaignOf } from '../../model/columns/column-value.ts'
import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { timesOfDay } from '../matrix/day-bounds.ts'
import { hourSpan } from '../score/score-terms.ts'
import { localMinute } from '../time/local-minute.ts'
import { visitShown, wallTimes } from '../time/next-bounds.ts'
import { type TimeAsked, VIEWERS_CLOCK, type WallTimes } from '../time/time-bounds.ts'

const QUARTER_MS = 15 * 60_000

/** A stretch of time that a ribbon covers: half open, milliseconds since 1970 UTC. */
export interface RibbonSpan {
  readonly from: number
  readonly to: number
}

/** When something turns, milliseconds since 1970 UTC. */
export interface TurningInstants {
  /** What may be shown: a window, a clock, a part of a campaign's day or an order to take down. */
  readonly verdicts: ReadonlySet<number>
  /** The order of what may be shown: a part of the viewer's day, or another hour of freshness. */
  readonly order: ReadonlySet<number>
}

/**
 * The instants inside a span at which what is decided on a surface may change for somebody at a place. Between two of
 * them the same viewer gets the same answer, as long as nothing is drawn or remembered.
 */
export function turningInstants(
  asked: TimeAsked,
  { surface, denies }: { readonly surface: SurfaceId; readonly denies: DenyList },
  span: RibbonSpan,
): TurningInstants {
  const { hot } = asked.snapshot
  const [verdicts, order] = [new Set<number>(), new Set<number>()]
  const within = (instants: Set<number>) => (instant: number) => {
    if (instant > span.from && instant < span.to) instants.add(instant)
  }
  const [addVerdict, addOrder] = [within(verdicts), within(order)]
  const campaigns = campaignsOn(hot, surface)
  addWindows(hot, campaigns, asked.territory, addVerdict)
  for (const times of wallTimes(asked, campaigns)) instantsOf(times, asked.context.timeZones, span).forEach(addVerdict)
  for (const { from, until } of [...denies.named, ...denies.packed]) {
    for (const edge of [from, until]) if (edge !== undefined && edge !== null) addVerdict(edge)
  }
  instantsOf(partsOfTheDay(asked), asked.context.timeZones, span).forEach(addOrder)
  for (let hour = hourSpan(span.from).until; hour < span.to; hour = hourSpan(hour).until) addOrder(hour)
  return { verdicts, order }
}

function campaignsOn({ campaigns }: SnapshotHot, surface: SurfaceId): ReadonlySet<number> {
  const bit = SURFACE_IDS.indexOf(surface)
  const found = new Set<number>()
  campaigns.surfaces.forEach((surfaces, campaign) => {
    if ((surfaces >> bit) & 1) found.add(campaign)
  })
  return found
}

/** Windows and offers of everything that plays on the surface: of assets with the same ones, those of the first. */
function addWindows(
  hot: SnapshotHot,
  campaigns: ReadonlySet<number>,
  territory: number,
  add: (instant: number) => void,
): void {
  const { window, access } = hot.assets
  const known = new Set<string>()
  for (let row = 0; row < hot.candidateAsset.length; row++) {
    const [asset, campaign] = [assetOf(hot, row), campaignOf(hot, row)]
    const words = `${window[asset]} ${access[asset]} ${hot.campaigns.window[campaign]}`
    if (!campaigns.has(campaign) || known.has(words)) continue
    known.add(words)
    visitShown(hot, { asset, campaigns: [campaign] }, territory, (instant, { turn }) => {
      // No ribbon is of a snapshot that has expired.
      if (turn !== 'opens-expired') add(instant)
    })
  }
}

/** The parts of the viewer's day that the ranking knows; midnight counts, because a part may keep to some weekdays. */
function partsOfTheDay({ snapshot: { rules } }: TimeAsked): WallTimes {
  const minutes = rules.ranking.personal.dayparts.flatMap(({ from, to }) => [from, to])
  return { minutes: [0, ...minutes], clock: VIEWERS_CLOCK }
}

/** When a clock shows some times of the day, or jumps; of the viewer's clocks each counts. */
function instantsOf(times: WallTimes, timeZones: readonly string[], span: RibbonSpan): readonly number[] {
  const zones = times.clock === VIEWERS_CLOCK ? timeZones : ['UTC']
  return zones.flatMap((zone) => timesOfDay(times, { quarters: quartersOf(span, zone) }))
}

function quartersOf({ from, to }: RibbonSpan, zone: string) {
  const first = Math.floor(from / QUARTER_MS) * QUARTER_MS
  return Array.from({ length: Math.ceil((to - first) / QUARTER_MS) }, (_, index) => {
    const instant = first + index * QUARTER_MS
    return { instant, minute: localMinute(instant, zone).minute }
  })
}
