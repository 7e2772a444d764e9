import { NO_INDEX, type WindowClasses } from '../../model/columns/snapshot.ts'
import { OFFER_TYPES } from '../../model/nouns/offer-vocabulary.ts'
import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { placeOf } from '../../rules/lookup/place-table.ts'
import { type LocalInstant, localInstant } from './local-instant.ts'
import type { DescribedFolder } from './opened-folder.ts'

/** `[from, until)`; null: open on that side. */
export interface OpenWindow {
  readonly from: LocalInstant | null
  readonly until: LocalInstant | null
}

/** The window of an offer, as the columns store it. */
export interface OfferWindow extends OpenWindow {
  readonly promoteFrom: LocalInstant | null
  readonly types: readonly string[]
}

/** When a candidate may play in one territory, in that territory's local time. */
export interface TerritoryWindows {
  readonly territory: string
  readonly timeZone: string
  /** Empty: the asset never plays in this territory. */
  readonly asset: readonly OpenWindow[]
  readonly campaign: readonly OpenWindow[]
  /** Null: the asset is about no title, so it needs no offer. */
  readonly offers: readonly OfferWindow[] | null
  readonly embargoUntil: LocalInstant | null
}

/** The windows of an asset under a campaign, for each territory. */
export function windowsOfCandidate(
  described: DescribedFolder,
  asset: number,
  campaign: number,
): readonly TerritoryWindows[] {
  const { hot } = described
  const access = hot.assets.access[asset] ?? NO_INDEX
  const offer = hot.classes.access.offer[access] ?? NO_INDEX
  return hot.territories.map((territory, index) => {
    const timeZone = zoneOf(described, territory)
    const cell = (windows: WindowClasses, of: number) => rangeOf(windows, of * hot.territories.length + index)
    const open = (windows: WindowClasses, at: number): OpenWindow => ({
      from: localInstant(windows.start[at] ?? Number.NaN, timeZone),
      until: localInstant(windows.end[at] ?? Number.NaN, timeZone),
    })
    const windowsOf = (of: number | undefined) => cell(hot.windows, of ?? 0).map((at) => open(hot.windows, at))
    const embargo =
      offer === NO_INDEX
        ? 0
        : (hot.offers.embargoUntil[hot.offers.cells[offer * hot.territories.length + index] ?? -1] ?? 0)
    return {
      territory,
      timeZone,
      asset: windowsOf(hot.assets.window[asset]),
      campaign: windowsOf(hot.campaigns.window[campaign]),
      offers:
        offer === NO_INDEX
          ? null
          : cell(hot.offers, offer).map((at) => ({
              ...open(hot.offers, at),
              promoteFrom: localInstant(hot.offers.promoteFrom[at] ?? Number.NaN, timeZone),
              types: OFFER_TYPES.filter((_type, bit) => ((hot.offers.types[at] ?? 0) >>> bit) & 1),
            })),
      embargoUntil: embargo === 0 ? null : localInstant(embargo, timeZone),
    }
  })
}

function rangeOf({ cells, offsets }: WindowClasses, cell: number): number[] {
  const set = cells[cell] ?? -1
  const [from, to] = [offsets[set] ?? 0, offsets[set + 1] ?? 0]
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
}

/** The time zone that the territory's rights refer to, by the snapshot's own rules; without them, its first zone. */
function zoneOf({ rules }: DescribedFolder, territory: string): string {
  if (territory === UNKNOWN_TERRITORY) return 'UTC'
  const rule = rules?.territories.find(({ code }) => code === territory)
  return rule?.rightsZone ?? rule?.zones[0] ?? placeOf(territory).zones[0] ?? 'UTC'
}
