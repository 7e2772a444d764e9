import { dayParts } from '../compile/columns/column-builder.ts'
import { common, type Times } from '../compile/time/intervals.ts'
import { PartTimes } from '../compile/time/part-times.ts'
import type { CompiledPlace } from '../compile/time/place.ts'
import { RecordWindows } from '../compile/time/record-windows.ts'
import type { Interval } from '../compile/time/windows.ts'
import type { CampaignId } from '../model/fields/identifier.ts'
import type { Campaign } from '../model/nouns/campaign.ts'
import { LANE_DAYS_MAX } from '../model/nouns/campaign-vocabulary.ts'
import type { Rules } from '../model/policies/rules.ts'
import { zoneOfTerritory } from '../rules/lookup/zone-of-territory.ts'

/** What a campaign says, or what waits beside it: each has its own bars. */
export interface LanePlan {
  readonly campaignId: CampaignId
  /** The number that the one or the other has taken. */
  readonly revision: number
  readonly record: Campaign
  /** Whether it is on the air while its time is: only then a strip counts it. */
  readonly plays: boolean
  /** Whether its bars are wanted; a strip counts it all the same. */
  readonly isShown: boolean
}

/** A plan at a place within a span of time. */
export interface PlacedPlan {
  readonly plan: LanePlan
  /** Its windows there, its blackouts cut out; whole, also beyond the span. Those that do not meet the span are left out. */
  readonly windows: Times
  /** When it plays within the span: in its parts of the day alone. Empty: it never plays. */
  readonly times: Times
}

/** Parts of the day are written out from the midnight of UTC before the span, and a day of 25 hours is longer. */
const PART_DAYS = LANE_DAYS_MAX + 2

/** Places plans: windows are the compiler's, and parts of the day the engine's, so that a lane cannot think otherwise. */
export class PlacedPlans {
  private readonly windows: RecordWindows
  private readonly parts = new PartTimes(PART_DAYS)
  private readonly zoneOf: (code: string) => string

  constructor(rules: Rules) {
    this.windows = new RecordWindows(rules)
    this.zoneOf = zoneOfTerritory(rules)
  }

  /** A plan at a place; null: it does not go there in that time. */
  at(plan: LanePlan, place: CompiledPlace, span: Interval): PlacedPlan | null {
    const all = this.windows.ofCampaign(plan.record, place)
    const windows = all.filter(({ start, end }) => start < span.end && end > span.start)
    if (windows.length === 0) return null
    return { plan, windows, times: plan.plays ? this.timesOf(plan.record, place, common(windows, [span]), span) : [] }
  }

  /** Whether selectors include a territory. */
  reaches(selectors: readonly string[], code: string): boolean {
    return this.windows.expand(selectors).has(code)
  }

  /** From the start of the span on, for all alike: so parts of the day are written out once. */
  private timesOf(record: Campaign, { code }: CompiledPlace, windows: Times, { start }: Interval): Times {
    if (record.hours.length === 0 || windows.length === 0) return windows
    const zone = record.timeZone === 'territory' ? this.zoneOf(code) : record.timeZone
    return common(windows, this.parts.of(dayParts(record), zone, start))
  }
}
