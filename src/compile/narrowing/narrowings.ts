import type { Narrowing, RecordChange } from '../../model/denies/narrowing.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { REGION_IDS, type TerritoryCode, UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import type { Title } from '../../model/nouns/title.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { type PlacedOffers, placeOffers } from '../columns/offers.ts'
import { type CompiledPlace, placesOf } from '../time/place.ts'
import { RecordWindows } from '../time/record-windows.ts'
import type { Interval } from '../time/windows.ts'
import { lostTime } from './lost-time.ts'
import { assetTurnedStricter, campaignTurnedStricter, lostDescriptors, titleTurnedStricter } from './record-flags.ts'
import { type Ratings, StricterRatings } from './stricter-ratings.ts'

type Target = Narrowing['target']
type LostTime = Pick<Narrowing, 'from' | 'until'>

/**
 * Finds what a change of a record withdraws, with the same code that compiles records: where its windows or offers got
 * shorter and from when, where its rating got stricter, and what else became narrower. It errs on the strict side, so
 * that no snapshot older than the change can leak.
 */
export class NarrowingFinder {
  private readonly windows: RecordWindows
  private readonly places: readonly CompiledPlace[]
  /** Cache of the windows at each place, by what they are made from: records of a feed mostly share theirs. */
  private readonly placed = new Map<string, readonly (readonly Interval[])[]>()

  private readonly ratings: StricterRatings

  constructor(private readonly rules: Rules) {
    this.windows = new RecordWindows(rules)
    this.ratings = new StricterRatings(rules)
    this.places = REGION_IDS.flatMap((region) => placesOf(rules, region))
  }

  /** @param now milliseconds since 1970 UTC */
  of(change: RecordChange, now: number): readonly Narrowing[] {
    if (change.type === 'campaign') return this.ofCampaign(change.before, change.after, now)
    // An older snapshot must not show what is withdrawn, and does not show again what has been.
    if (change.withdrawal?.isBefore) return []
    if (change.withdrawal?.isAfter) return [everywhere(change.after.id)]
    if (change.type === 'asset') return this.ofAsset(change.before, change.after, change.about, now)
    return this.ofTitle(change.before, change.after, now)
  }

  private ofCampaign(before: Campaign, after: Campaign, now: number): readonly Narrowing[] {
    if (before.status !== 'approved') return []
    if (campaignTurnedStricter(before, after)) return [everywhere(after.id)]
    const windows = (record: Campaign) =>
      this.placedBy(
        ['campaign', record.territories, record.start, record.end, record.timeZone, record.blackouts],
        (place) => this.windows.ofCampaign(record, place),
      )
    return [
      ...this.lostWindows(after.id, windows(before), windows(after), now),
      ...droppedAssets(before, after).map(everywhere),
    ]
  }

  private ofAsset(before: Asset, after: Asset, about: Title | null, now: number): readonly Narrowing[] {
    if (assetTurnedStricter(before, after)) return [everywhere(after.id)]
    const windows = (record: Asset) =>
      this.placedBy(
        ['asset', record.worldwide, record.territories, record.validFrom, record.validUntil, record.timeZone],
        (place) => this.windows.ofAsset(record, place),
      )
    const title = about?.ratings ?? []
    return [
      ...this.lostWindows(after.id, windows(before), windows(after), now),
      ...this.stricterRatings(after.id, [before.ratings, title], [after.ratings, title]),
      ...(lostDescriptors(before, after) ? this.whereDescribed(after.id) : []),
    ]
  }

  /** The places where an asset must have a descriptor; at an unknown place every rule applies. */
  private whereDescribed(target: Target): readonly Narrowing[] {
    const codes = new Set(this.rules.descriptors.required.flatMap(({ territories }) => territories))
    if (codes.size === 0) return []
    return [{ target, territories: [...codes, UNKNOWN_TERRITORY], from: null, until: null }]
  }

  /** What a change of a title withdraws from its assets, and from those of its seasons and episodes. */
  private ofTitle(before: Title, after: Title, now: number): readonly Narrowing[] {
    if (titleTurnedStricter(before, after)) return [everywhere(after.id)]
    return [
      ...this.lostOffers(before, after, now),
      ...this.stricterRatings(after.id, [[], before.ratings], [[], after.ratings]),
    ]
  }

  private lostOffers(before: Title, after: Title, now: number): readonly Narrowing[] {
    if (JSON.stringify(before.offers) === JSON.stringify(after.offers)) return []
    const promotable = ({ offers }: PlacedOffers): readonly Interval[] =>
      offers.map(({ promoteFrom, end }) => ({ start: promoteFrom, end }))
    const found = this.places.flatMap((place) => {
      const [old, next] = [before, after].map((title) => placeOffers(title, place, this.windows.expand))
      if (!old || !next) return []
      const embargo = next.embargoUntil > Math.max(now, old.embargoUntil)
      const lost = typesLost(old, next) ? { from: null, until: null } : lostTime(promotable(old), promotable(next), now)
      return [
        ...(embargo ? [{ code: place.code, from: null, until: next.embargoUntil }] : []),
        ...(lost ? [{ code: place.code, ...lost }] : []),
      ]
    })
    return grouped(after.id, found)
  }

  private lostWindows(
    target: Target,
    before: readonly (readonly Interval[])[],
    after: readonly (readonly Interval[])[],
    now: number,
  ): readonly Narrowing[] {
    if (before === after) return []
    const found = this.places.flatMap(({ code }, index) => {
      const lost = lostTime(before[index] ?? [], after[index] ?? [], now)
      return lost ? [{ code, ...lost }] : []
    })
    return grouped(target, found)
  }

  private stricterRatings(target: Target, before: Ratings, after: Ratings): readonly Narrowing[] {
    const places = this.ratings.places(before, after)
    return grouped(
      target,
      places.map((code) => ({ code, from: null, until: null })),
    )
  }

  private placedBy(
    madeFrom: readonly unknown[],
    windowsAt: (place: CompiledPlace) => readonly Interval[],
  ): readonly (readonly Interval[])[] {
    const key = JSON.stringify(madeFrom)
    const known = this.placed.get(key) ?? this.places.map(windowsAt)
    this.placed.set(key, known)
    return known
  }
}

function everywhere(target: Target): Narrowing {
  return { target, territories: null, from: null, until: null }
}

/** Assets that a campaign no longer names. What a selector matches needs the store, so an ingest checks that. */
function droppedAssets(before: Campaign, after: Campaign): readonly Target[] {
  if (!Array.isArray(before.assets) || !Array.isArray(after.assets)) return []
  const named = new Set<string>(after.assets)
  return before.assets.filter((asset) => !named.has(asset))
}

/** Whether an offer type that was available is gone: it may be the only one that some viewers are entitled to. */
function typesLost(before: PlacedOffers, after: PlacedOffers): boolean {
  const types = ({ offers }: PlacedOffers): number => offers.reduce((bits, offer) => bits | offer.types, 0)
  return (types(before) & ~types(after)) !== 0
}

/** Merges places that lose the same time into one narrowing. */
function grouped(target: Target, found: readonly ({ readonly code: TerritoryCode } & LostTime)[]): Narrowing[] {
  const groups = new Map<string, { target: Target; territories: TerritoryCode[] } & LostTime>()
  for (const { code, from, until } of found) {
    const key = `${from} ${until}`
    const group = groups.get(key)
    if (group) group.territories.push(code)
    else groups.set(key, { target, territories: [code], from, until })
  }
  return [...groups.values()]
}
