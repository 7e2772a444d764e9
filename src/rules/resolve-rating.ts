import type { Rating } from '../model/rating.ts'
import type { RatingKind } from '../model/rating-words.ts'
import type { TerritoryCode } from '../model/region.ts'
import type { LabelMeaning, Rules } from '../model/rules.ts'
import { labelKey, strictestFirst } from './label-table.ts'

type Labels = Pick<Rules, 'labels' | 'territories'>

/** What a candidate is rated in one territory. */
export type ResolvedRating =
  | {
      readonly state: 'rated'
      /** Gate age in years. */
      readonly age: number
      readonly kind: RatingKind
      readonly system: string
      readonly label: string
      readonly from: 'asset' | 'title'
    }
  /** Banned, or not for the public: never to be served there. */
  | { readonly state: 'refused'; readonly system: string; readonly label: string; readonly from: 'asset' | 'title' }
  | { readonly state: 'unrated'; readonly because: 'missing' }
  | {
      readonly state: 'unrated'
      readonly because: 'unknown-label'
      /** The label, as given, that means nothing there. */
      readonly label: string
      readonly from: 'asset' | 'title'
    }

/**
 * What the asset is rated in `territory`.
 *
 * The asset's own ratings win; only where it has none there does the title's count. Among several, refused
 * wins, then a label unknown there (unrated: no label borrows another country's meaning), then the
 * greatest age. A trailer band named as a rating (`MPAAT`) may raise the age and is never a rating by itself.
 */
export function resolveRating(
  rules: Labels,
  territory: TerritoryCode,
  own: readonly Rating[],
  title: readonly Rating[],
): ResolvedRating {
  const ownHere = lookUpAll(rules, territory, own, 'asset')
  const titleHere = lookUpAll(rules, territory, title, 'title')
  const ownStanding = ownHere.filter((found) => !found.band)
  const deciding = ownStanding.length > 0 ? ownStanding : titleHere.filter((found) => !found.band)
  const bands = [...ownHere, ...titleHere].filter((found) => found.band)
  return strictest(deciding, bands)
}

/** One rating with what it means where it applies; `meaning` is null for a label that is unknown there. */
interface Found {
  readonly rating: Rating
  readonly from: 'asset' | 'title'
  readonly meaning: LabelMeaning | null
  /** Only found because its system was named: a band of advertising. */
  readonly band: boolean
}

function lookUpAll(
  rules: Labels,
  territory: TerritoryCode,
  ratings: readonly Rating[],
  from: Found['from'],
): readonly Found[] {
  const here = ratings.filter((rating) => rating.territory === territory)
  const source = rules.territories.get(territory)?.ratingsFrom
  const found = here.length > 0 ? here : ratings.filter((rating) => rating.territory === source)
  return found.map((rating) => lookUp(rules, territory, rating, from))
}

function lookUp(rules: Labels, territory: TerritoryCode, rating: Rating, from: Found['from']): Found {
  const table = rules.labels.get(territory)
  const meaning = table?.get(labelKey(rating.system, rating.label))?.[0] ?? null
  const standsAlone = meaning && table?.get(labelKey(undefined, meaning.label))?.includes(meaning)
  return { rating, from, meaning, band: meaning !== null && !standsAlone }
}

function strictest(deciding: readonly Found[], bands: readonly Found[]): ResolvedRating {
  const [first] = deciding
  if (!first) return { state: 'unrated', because: 'missing' }
  const known = [...deciding, ...bands].flatMap(({ meaning, from }) => (meaning ? [{ ...meaning, from }] : []))
  const top = known.sort((left, right) => strictestFirst(left, right) || byName(left, right))[0]
  if (top?.age === null) return { state: 'refused', system: top.system, label: top.label, from: top.from }
  const unknown = deciding.find((found) => found.meaning === null)
  if (unknown || !top) {
    const { rating, from } = unknown ?? first
    return { state: 'unrated', because: 'unknown-label', label: rating.label, from }
  }
  const { age, kind, system, label, from } = top
  return { state: 'rated', age, kind, system, label, from }
}

/** A last word between equals, so that the order of a record's ratings never shows. */
function byName(left: LabelMeaning, right: LabelMeaning): number {
  const names = [left, right].map(({ system, label }) => `${system} ${label}`)
  return names[0] === names[1] ? 0 : (names[0] ?? '') < (names[1] ?? '') ? -1 : 1
}
