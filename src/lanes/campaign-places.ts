import { localWindow } from '../compile/time/local-time.ts'
import { zonesAt } from '../compile/time/place.ts'
import { ClockChanges, type OddTime } from '../lint/time/clock-changes.ts'
import { offsetMs } from '../model/fields/zone-clock.ts'
import type { Campaign } from '../model/nouns/campaign.ts'
import type { TerritoryCode } from '../model/nouns/region.ts'
import type { Rules } from '../model/policies/rules.ts'
import { expandTerritories } from '../rules/lookup/expand-territories.ts'
import { zoneOfTerritory } from '../rules/lookup/zone-of-territory.ts'

/** When a campaign starts and ends in territories where that is the same, with what the clock there shows then. */
export interface CampaignPlace {
  readonly territories: readonly TerritoryCode[]
  /** The clock that stands for them, an IANA zone. */
  readonly timeZone: string
  /** Milliseconds since 1970 UTC. */
  readonly from: number
  /** Null: open. */
  readonly until: number | null
  /** What the clock there shows at `from` and `until`, without an offset. */
  readonly localFrom: string
  readonly localUntil: string | null
  /** What a clock does at the start or the end that the campaign says; null: it shows both once. */
  readonly odd: OddTime['kind'] | null
}

/**
 * When a campaign starts and ends, by places; where its window has no length there, it is left out.
 *
 * @param isWanted which territories are told
 * @param now milliseconds since 1970 UTC: changes of clocks are known for two years from then
 */
export function campaignPlaces(
  rules: Pick<Rules, 'territories' | 'groups'>,
  record: Campaign,
  { isWanted, now }: { readonly isWanted: (code: TerritoryCode) => boolean; readonly now: number },
): readonly CampaignPlace[] {
  const zoneOf = zoneOfTerritory(rules)
  const clocks = new ClockChanges(now)
  const places = new Map<string, CampaignPlace & { readonly territories: TerritoryCode[] }>()
  for (const code of [...expandTerritories(rules, record.territories).territories].filter(isWanted).sort()) {
    const zones = zonesAt({ code, rule: rules.territories.get(code) ?? null }, record.timeZone)
    const { start, end } = localWindow(record, zones)
    if (start >= end) continue
    const [timeZone, until] = [zoneOf(code), Number.isFinite(end) ? end : null]
    const [localFrom, localUntil] = [shownAt(start, timeZone), until === null ? null : shownAt(until, timeZone)]
    const key = `${start} ${end} ${localFrom} ${localUntil}`
    const known = places.get(key)
    if (known !== undefined) known.territories.push(code)
    else {
      const odd = oddOf(clocks, record, zones)
      places.set(key, { territories: [code], timeZone, from: start, until, localFrom, localUntil, odd })
    }
  }
  return [...places.values()]
}

function shownAt(instant: number, zone: string): string {
  return new Date(instant + offsetMs(zone, instant)).toISOString().slice(0, 19)
}

function oddOf(clocks: ClockChanges, { start, end }: Campaign, zones: readonly string[]): OddTime['kind'] | null {
  const times = end === null ? [start] : [start, end]
  const odd = zones.flatMap((zone) => times.flatMap((local) => clocks.oddAt(local, zone) ?? []))
  return odd[0]?.kind ?? null
}
