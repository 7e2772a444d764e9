import { campaignState } from '../../../compile/time/campaign-state.ts'
import { localWindow } from '../../../compile/time/local-time.ts'
import { mayMeet } from '../../../compile/time/may-meet.ts'
import { zonesAt } from '../../../compile/time/place.ts'
import { withGrace } from '../../../compile/time/with-grace.ts'
import type { CalendarCampaign } from '../../../contracts/ops/answers/campaigns/campaign-calendar.ts'
import type { Campaign } from '../../../model/nouns/campaign.ts'
import { PRIORITIES } from '../../../model/nouns/campaign-vocabulary.ts'
import type { Rules } from '../../../model/policies/rules.ts'
import { expandTerritories } from '../../../rules/lookup/expand-territories.ts'
import { latestRevision } from '../../../schedule/store/document.ts'
import type { FoundCampaign } from '../find-campaigns.ts'

/** From when to when, in milliseconds since 1970, and where; `territory` left out: everywhere that is readable. */
export interface CalendarSpan {
  readonly from: number
  readonly to: number
  readonly territory?: string | undefined
}

/** The campaigns that run in a span, by tier, start and id. What has been ended by hand is over. */
export function campaignCalendar(
  { rules, now }: { readonly rules: Rules; readonly now: number },
  found: readonly FoundCampaign[],
  span: CalendarSpan,
): readonly CalendarCampaign[] {
  const entries = found.flatMap(({ stored, regions, inGrace }) => {
    const record = inGrace ? withGrace(stored.record) : stored.record
    if (record.status === 'ended' || !mayMeet(record, { start: span.from, end: span.to })) return []
    const isReadable = (code: string) => {
      const region = rules.territories.get(code)?.region
      return region !== undefined && regions.includes(region) && (span.territory ?? code) === code
    }
    const windows = windowsOf(rules, record, span, isReadable)
    if (windows.length === 0) return []
    const { id, name, owner, priority: tier, surfaces, hours, blackouts } = record
    return [
      {
        ...{ id, name, owner, tier, surfaces },
        state: campaignState(rules, record, now),
        revision: latestRevision(stored),
        changedAt: new Date(stored.changedAt).toISOString(),
        inHours: hours.length + blackouts.length > 0,
        windows,
      },
    ]
  })
  return entries.sort((one, other) => orderOf(one).localeCompare(orderOf(other)))
}

function orderOf({ tier, windows, id }: CalendarCampaign): string {
  return `${PRIORITIES.indexOf(tier)} ${windows[0]?.from} ${id}`
}

function windowsOf(
  rules: Rules,
  record: Campaign,
  { from, to }: CalendarSpan,
  isReadable: (code: string) => boolean,
): CalendarCampaign['windows'] {
  const places = new Map<string, { readonly start: number; readonly end: number; readonly territories: string[] }>()
  const byZones = new Map<string, { readonly start: number; readonly end: number }>()
  const codes = [...expandTerritories(rules, record.territories).territories].filter(isReadable).sort()
  for (const code of codes) {
    const zones = zonesAt({ code, rule: rules.territories.get(code) ?? null }, record.timeZone)
    const key = zones.join(' ')
    const window = byZones.get(key) ?? localWindow(record, zones)
    byZones.set(key, window)
    if (window.start >= window.end || window.start >= to || window.end <= from) continue
    const same = `${window.start} ${window.end}`
    const place = places.get(same) ?? { ...window, territories: [] }
    place.territories.push(code)
    places.set(same, place)
  }
  return [...places.values()]
    .sort((one, other) => one.start - other.start || one.end - other.end)
    .map(({ start, end, territories }) => ({
      territories,
      from: new Date(start).toISOString(),
      until: Number.isFinite(end) ? new Date(end).toISOString() : null,
    }))
}
