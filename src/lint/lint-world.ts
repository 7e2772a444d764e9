import { dayParts } from '../compile/columns/column-builder.ts'
import type { Compiled, CompileRejection } from '../compile/compiled.ts'
import { common, since, type Times } from '../compile/time/intervals.ts'
import { PartTimes } from '../compile/time/part-times.ts'
import { type CompiledPlace, placesOf } from '../compile/time/place.ts'
import { RecordWindows } from '../compile/time/record-windows.ts'
import { clocksGoBy } from '../decide/time/local-minute.ts'
import type { Campaign } from '../model/nouns/campaign.ts'
import type { RegionId } from '../model/nouns/region.ts'
import type { LintPolicy } from '../model/policies/lint-policy.ts'
import type { Rules } from '../model/policies/rules.ts'
import { ClockChanges } from './time/clock-changes.ts'

/** A campaign of the region as the linter sees it: as if it were on the air. */
export interface LintedCampaign {
  readonly record: Campaign
  /** How many videos it lists or selects. */
  readonly members: number
  /** Its number in the columns; null: the compiler left it out, since it has no candidate. */
  readonly column: number | null
  /** Why the compiler left out some of its videos. */
  readonly rejected: readonly CompileRejection[]
}

/** A place with the clock that represents it, as in the checks of a publish. */
export interface LintPlace extends CompiledPlace {
  readonly zone: string
}

interface LintWorldInput {
  readonly rules: Rules
  readonly region: RegionId
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  readonly compiled: Compiled
  readonly campaigns: readonly LintedCampaign[]
  /** How many videos there are in all; null: nobody counted. */
  readonly catalogueSize: number | null
}

/** A region's campaigns with their times: what all checks ask. Times are the compiler's, and hours the engine's. */
export class LintWorld {
  readonly rules: Rules
  readonly policy: LintPolicy
  readonly now: number
  readonly compiled: Compiled
  readonly campaigns: readonly LintedCampaign[]
  readonly catalogueSize: number | null
  readonly places: readonly LintPlace[]
  readonly clocks: ClockChanges
  private readonly parts: PartTimes
  private readonly recordWindows: RecordWindows
  private readonly windows = new Map<string, readonly Times[]>()
  private readonly keys = new Map<Campaign, string>()
  private readonly hours = new Map<Campaign, Times[]>()
  /** Campaigns without their blackouts. */
  private readonly wholes = new Map<Campaign, Campaign>()

  constructor({ rules, region, now, compiled, campaigns, catalogueSize }: LintWorldInput) {
    // As for what serves: the clocks go by the compiler's offsets.
    clocksGoBy(compiled.rules.zoneOffsets)
    this.rules = rules
    this.policy = rules.lint
    this.now = now
    this.compiled = compiled
    this.campaigns = campaigns
    this.catalogueSize = catalogueSize
    this.places = placesOf(rules, region).map((place) => ({
      ...place,
      zone: place.rule?.rightsZone ?? place.rule?.zones[0] ?? 'UTC',
    }))
    this.clocks = new ClockChanges(now)
    this.parts = new PartTimes(rules.lint.hoursDays)
    this.recordWindows = new RecordWindows(rules)
  }

  /** The instant up to which the linter asks slots. */
  get ahead(): number {
    return this.now + this.policy.aheadHours * 3_600_000
  }

  /** When a campaign runs at a place from now on, its blackouts left out; the parts of the day do not count. */
  windowsOf({ record }: Pick<LintedCampaign, 'record'>, place: number): Times {
    const key = this.keyOf(record)
    const known = this.windows.get(key)
    const all = known ?? this.places.map((each) => since(this.recordWindows.ofCampaign(record, each), this.now))
    if (known === undefined) this.windows.set(key, all)
    return all[place] ?? []
  }

  /** The same as if it had no blackouts. */
  windowsWithoutBlackouts({ record }: Pick<LintedCampaign, 'record'>, place: number): Times {
    if (record.blackouts.length === 0) return this.windowsOf({ record }, place)
    const whole = this.wholes.get(record) ?? { ...record, blackouts: [] }
    this.wholes.set(record, whole)
    return this.windowsOf({ record: whole }, place)
  }

  /**
   * When it runs at a place from now on, in its parts of the day. Those are written out for some weeks from its
   * beginning there, or from now.
   */
  timesOf(campaign: Pick<LintedCampaign, 'record'>, place: number): Times {
    const { record } = campaign
    const windows = this.windowsOf(campaign, place)
    const [first] = windows
    if (record.hours.length === 0 || first === undefined) return windows
    const known = this.hours.get(record) ?? []
    const times = known[place] ?? common(windows, this.partTimes(record, place, first.start))
    known[place] = times
    this.hours.set(record, known)
    return times
  }

  /** The last instant up to which the hours of a campaign that begins then are written out. */
  hoursUntil(start: number): number {
    return this.parts.until(start)
  }

  private partTimes(record: Campaign, place: number, start: number): Times {
    const zone = record.timeZone === 'territory' ? (this.places[place]?.zone ?? 'UTC') : record.timeZone
    return this.parts.of(dayParts(record), zone, start)
  }

  private keyOf(record: Campaign): string {
    const known = this.keys.get(record)
    if (known !== undefined) return known
    const { territories, start, end, timeZone, blackouts } = record
    const key = JSON.stringify([territories, start, end, timeZone, blackouts])
    this.keys.set(record, key)
    return key
  }
}
