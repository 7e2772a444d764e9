import type { Asset } from '../../model/nouns/asset.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Title } from '../../model/nouns/title.ts'
import type { Rules } from '../../model/policies/rules.ts'
import type { ResolvedRating } from '../../rules/lookup/resolve-rating.ts'
import { placesOf } from '../time/place.ts'
import { tasteMetadata } from './embedding.ts'
import { greatestRatedAge, type RatingPlace, ratingPlaces, ratingsUnder } from './rating-places.ts'
import { METADATA_TASTES, type TasteSource } from './taste-source.ts'

/**
 * The taste vectors of a region's assets, one by one: the same as in its snapshots, for whoever learns of what a viewer
 * did with an asset and has its records alone.
 */
export class AssetTastes {
  private readonly places: readonly RatingPlace[]

  constructor(
    rules: Rules,
    region: RegionId,
    /** Where the vectors of its snapshots come from. */
    private readonly tastes: TasteSource = METADATA_TASTES,
  ) {
    const codes = placesOf(rules, region).map(({ code }) => code)
    this.places = ratingPlaces(rules, region, codes)
  }

  /** @param titles the asset's title, and those above it, the nearest first; empty: it has none, or it is not known */
  vectorOf(asset: Asset, titles: readonly Title[]): Int8Array {
    const [title = null] = titles
    const ratings = { own: asset.ratings, title: title?.ratings ?? [] }
    const age = greatestRatedAge(ratingsUnder(this.places, ratings, this.ratingsOf(titles)))
    return this.tastes.vectorOf(asset.id, tasteMetadata(asset, title, age))
  }

  /** The ratings of the first title, with the refusals of those above it. */
  private ratingsOf([title, ...above]: readonly Title[]): readonly ResolvedRating[] {
    if (title === undefined) return []
    return ratingsUnder(this.places, { own: [], title: title.ratings }, this.ratingsOf(above))
  }
}

/** No asset has this id. */
const NO_ASSET = 'ast_'

/** The taste vector of a title by itself, wherever it was watched: of its metadata, but for its ratings. */
export function titleTaste(title: Title, tastes: TasteSource = METADATA_TASTES): Int8Array {
  return tastes.vectorOf(NO_ASSET, tasteMetadata({ tags: [] }, title, null))
}
