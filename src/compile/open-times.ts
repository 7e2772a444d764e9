import { clocksGoBy } from '../decide/time/local-minute.ts'
import type { Campaign } from '../model/nouns/campaign.ts'
import { type TerritoryCode, UNKNOWN_TERRITORY } from '../model/nouns/region.ts'
import type { SurfaceId } from '../model/nouns/surface.ts'
import type { Rules } from '../model/policies/rules.ts'
import { zoneOfTerritory } from '../rules/lookup/zone-of-territory.ts'
import { dayParts } from './columns/column-builder.ts'
import { common, type Times } from './time/intervals.ts'
import { PartTimes } from './time/part-times.ts'
import { RecordWindows } from './time/record-windows.ts'
import { zoneOffsets } from './time/zone-offsets.ts'

const DAY_MS = 86_400_000

/** When a campaign is open on a surface in a territory. */
export interface OpenCell {
  readonly territory: TerritoryCode
  readonly surface: SurfaceId
  readonly times: Times
}

/** A stretch of time, half open, in milliseconds since 1970 UTC; both ends finite. */
export interface Stretch {
  readonly from: number
  readonly until: number
}

/**
 * When campaigns are open: their local windows in each territory's zones as the compiler reads them, blackouts left out,
 * and in their parts of the day by the engine's own rule. The status of a campaign does not count, nor what its videos
 * may. Keep one for many campaigns: what those have in common is worked out once.
 */
export class OpenTimes {
  private readonly windows: RecordWindows
  private readonly zoneOf: (territory: TerritoryCode) => string
  private readonly parts = new Map<number, PartTimes>()

  /** @param now whose year and the next the clocks are known for, milliseconds since 1970 UTC */
  constructor(
    private readonly rules: Rules,
    now: number,
  ) {
    this.windows = new RecordWindows(rules)
    this.zoneOf = zoneOfTerritory(rules)
    const zones = [...rules.territories.values()].flatMap((rule) => [...rule.zones, rule.rightsZone ?? []].flat())
    // As for what serves: parts of the day go by the compiler's offsets.
    clocksGoBy(zoneOffsets(zones, now))
  }

  /** Every cell of a campaign that is open in a stretch; those that are not are left out. */
  cellsOf(campaign: Campaign, stretch: Stretch): readonly OpenCell[] {
    const known = new Map<string, Times>()
    return this.territoriesOf(campaign).flatMap((territory) => {
      const times = this.timesOf(campaign, territory, stretch)
      // Equal times are one array: whoever adds them up may go by it.
      const key = times.map(({ start, end }) => `${start}-${end}`).join(' ')
      const shared = known.get(key) ?? times
      known.set(key, shared)
      return shared.length === 0 ? [] : campaign.surfaces.map((surface) => ({ territory, surface, times: shared }))
    })
  }

  /** When a campaign is open in a territory, or at the unknown place. */
  timesOf(campaign: Campaign, territory: TerritoryCode, { from, until }: Stretch): Times {
    const place = { code: territory, rule: this.rules.territories.get(territory) ?? null }
    const windows = common(this.windows.ofCampaign(campaign, place), [{ start: from, end: until }])
    const [first, last] = [windows[0], windows.at(-1)]
    if (campaign.hours.length === 0 || first === undefined || last === undefined) return windows
    const zone = campaign.timeZone === 'territory' ? this.zoneOf(territory) : campaign.timeZone
    const days = Math.ceil((last.end - first.start) / DAY_MS) + 1
    const parts = this.parts.get(days) ?? new PartTimes(days)
    this.parts.set(days, parts)
    return common(windows, parts.of(dayParts(campaign), zone, first.start))
  }

  private territoriesOf({ territories }: Campaign): readonly TerritoryCode[] {
    const named = [...this.windows.expand(territories)]
    return territories.includes('*') ? [...named, UNKNOWN_TERRITORY] : named
  }
}
