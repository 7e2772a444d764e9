import type { AssetId } from '../../model/fields/identifier.ts'
import type { ScheduleRecord } from '../../model/nouns/record.ts'
import { chance } from './chance.ts'
import { largeAsset } from './large-asset.ts'
import { evergreenCampaign, marketerCampaign } from './large-campaign.ts'
import { largeTitle } from './large-title.ts'

/** Share of marketers' campaigns in all (asset × campaign) pairs; the rest is evergreen. */
const MARKETERS_SHARE = 0.03
/** The sizes at which an evergreen campaign is full; its last title may add up to 90 assets. */
const SHELF = [200, 400] as const
/** A seed that no title, asset or campaign uses. */
const SHELF_STREAM = 0x7fff_ffff

export interface LargeCatalogueOptions {
  /** About how many (asset × campaign) pairs the largest region is to have. */
  readonly candidates: number
  /** Whole number; the same seed gives the same records. */
  readonly seed: number
}

/**
 * Generates a schedule of any size, record by record, each after those that it refers to: titles with their assets,
 * evergreen campaigns over them, then marketers' campaigns. Keeps only one campaign's ids in memory.
 */
export function* largeCatalogue({ candidates, seed }: LargeCatalogueOptions): Generator<ScheduleRecord> {
  const marketersPairs = Math.round(candidates * MARKETERS_SHARE)
  const titles = yield* shelves(seed, candidates - marketersPairs)
  yield* marketers(seed, titles, marketersPairs)
}

/** Generates titles and assets, each asset in one evergreen campaign. Returns the number of titles. */
function* shelves(seed: number, assets: number): Generator<ScheduleRecord, number> {
  const draw = chance(seed, SHELF_STREAM)
  let shelf: AssetId[] = []
  let room = draw.whole(...SHELF)
  let shelfNumber = 0
  let titles = 0
  for (let made = 0; made < assets; titles++) {
    const title = largeTitle(seed, titles)
    yield title.record
    // The last title's assets are all generated too, because campaigns choose among them.
    for (let place = 0; place < title.assetCount; place++, made++) {
      const asset = largeAsset(seed, titles, title, place)
      yield asset
      shelf.push(asset.id)
    }
    if (shelf.length < room && made < assets) continue
    yield evergreenCampaign(seed, shelfNumber++, shelf)
    shelf = []
    room = draw.whole(...SHELF)
  }
  return titles
}

function* marketers(seed: number, titles: number, pairs: number): Generator<ScheduleRecord> {
  for (let number = 0, made = 0; made < pairs; number++) {
    const campaign = marketerCampaign(seed, number, titles, pairs - made)
    yield campaign.record
    made += campaign.pairs
  }
}
