import type { Interval } from '../../compile/time/windows.ts'
import type { ScheduleLane, ScheduleLanes } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'
import type { LanePlan } from '../../lanes/lane-plan.ts'
import { dayOnClock, type LaneStart, laneSpan } from '../../lanes/lane-span.ts'
import { type Lane, lanesOf } from '../../lanes/lanes.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { zoneOfTerritory } from '../../rules/lookup/zone-of-territory.ts'
import { readRevision } from '../../schedule/store/read-documents.ts'
import { findCampaigns } from '../campaigns/find-campaigns.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { laneCampaigns } from './lane-campaigns.ts'
import type { AskedPlaces } from './lane-places.ts'
import { lanePlans } from './lane-plans.ts'
import { lanesFindings } from './lanes-findings.ts'

/** Which lanes are asked. */
export interface AskedLanes extends AskedPlaces {
  readonly readable: readonly RegionId[]
  /** Null: all. */
  readonly surface: SurfaceId | null
  /** Null: today. */
  readonly start: LaneStart | null
  readonly days: number
  readonly isLocal: boolean
  readonly q: string
  readonly open: ReadonlySet<string>
  readonly withFindings: boolean
  readonly tagOf: (revision: number) => string
}

/** What plays where and when, and where nothing does, with what the linter finds there. */
export async function scheduleLanes(publisher: PublisherContext, asked: AskedLanes): Promise<ScheduleLanes> {
  const { places, regions, readable, open, tagOf } = asked
  const { rules, redis } = publisher
  // First: a revision that is older than what was read is asked again, never the other way round.
  const revision = await readRevision(redis)
  const { found } = await findCampaigns(publisher, readable, {})
  const spanOf = spansOf(publisher, asked)
  const span = hullOf(places.map(({ code }) => spanOf(code)))
  const plans = lanePlans(found, span, asked.q)
  const surfaces = asked.surface === null ? SURFACE_IDS : [asked.surface]
  const question = { rules, places, surfaces, plans, spanOf, open, onlyWithBars: asked.q !== '' }
  const { lanes, planned } = lanesOf(question)
  const codes = new Set(places.map(({ code }) => code))
  const view = { territories: codes, surfaces: new Set(surfaces), span, campaigns: idsOf(planned) }
  const drawn = new Set(lanes.flatMap(({ bars }) => bars.map(({ campaignId }) => campaignId)))
  return {
    revision,
    from: instant(span.start),
    to: instant(span.end),
    lanes: lanes.map(laneAnswer),
    findings: asked.withFindings ? await lanesFindings(publisher, view, { regions, revision }) : null,
    campaigns: await laneCampaigns(publisher, found, drawn, tagOf),
    planned: PRIORITIES.map((tier) => {
      return { tier, count: idsOf(planned.filter(({ record }) => record.priority === tier)).size }
    }),
  }
}

/** The time that lanes show at a territory: worked out once for each clock. */
function spansOf({ rules, now }: PublisherContext, { start, days, isLocal }: AskedLanes): (code: string) => Interval {
  const zoneOf = zoneOfTerritory(rules)
  const known = new Map<string, Interval>()
  return (code) => {
    const zone = isLocal ? zoneOf(code) : 'UTC'
    const span = known.get(zone) ?? laneSpan(start ?? { day: dayOnClock(now(), zone) }, days, zone)
    known.set(zone, span)
    return span
  }
}

function hullOf(spans: readonly Interval[]): Interval {
  const [starts, ends] = [spans.map(({ start }) => start), spans.map(({ end }) => end)]
  return spans.length === 0 ? { start: 0, end: 0 } : { start: Math.min(...starts), end: Math.max(...ends) }
}

function idsOf(plans: readonly LanePlan[]): ReadonlySet<CampaignId> {
  return new Set(plans.map(({ campaignId }) => campaignId))
}

function laneAnswer({ span, slices, bars, territories, ...lane }: Lane): ScheduleLane {
  const { key, surface, timeZone, hidden } = lane
  return {
    ...{ key, surface, timeZone, hidden },
    territories: [...territories],
    from: instant(span.start),
    to: instant(span.end),
    slices: slices.map((slice) => ({ ...slice, from: instant(slice.from), to: instant(slice.to) })),
    bars: bars.map((bar) => ({ ...bar, from: instant(bar.from), to: bar.to === null ? null : instant(bar.to) })),
  }
}

function instant(at: number): string {
  return new Date(at).toISOString()
}
