import type { Rating } from '../../model/nouns/rating.ts'
import type { RatingKind } from '../../model/nouns/rating-vocabulary.ts'
import type { PlaceCode } from '../../model/policies/place-policies.ts'
import type { LabelEntry, LabelMeaning, Rules } from '../../model/policies/rules.ts'
import { labelKey, looseKey, strictestFirst } from './label-table.ts'

type Labels = Pick<Rules, 'labels' | 'territories'>

/** The resolved rating of a candidate in one territory. */
export type ResolvedRating =
  | {
      readonly state: 'rated'
      /** Gate age in years: the greatest that any source gives. */
      readonly age: number
      /** The lowest age in years that any source gives; used where the rating is a bound for something else. */
      readonly leastAge: number
      readonly kind: RatingKind
      readonly system: string
      readonly label: string
      readonly from: 'asset' | 'title'
    }
  /** Banned, or not for the public: never to be served there. */
  | { readonly state: 'refused'; readonly system: string; readonly label: string; readonly from: 'asset' | 'title' }
  | {
      readonly state: 'unrated'
      readonly because: 'missing'
      /** Minimum age, in years, whatever the rules say of unrated content. */
      readonly age: number
    }
  | {
      readonly state: 'unrated'
      readonly because: 'unknown-label'
      readonly age: number
      /** The label, as given, that has no confirmed meaning there. */
      readonly label: string
      readonly from: 'asset' | 'title'
    }

/**
 * Resolves the rating of an asset in `territory`.
 *
 * The asset's own ratings win; the title's count only if the asset has none there. Among several, refused wins, then a
 * label unknown there (unrated: no label borrows another country's meaning), then the greatest age. A trailer band
 * given as a rating (`MPAAT`) may raise the age and is never a rating by itself. A label that is unknown as given (its
 * system is unknown, it belongs to a part of the country without a scale of its own, or nobody confirmed it) may still
 * tighten by the meaning of its bare text: a refusal refuses, an age is a minimum.
 */
export function resolveRating(
  rules: Labels,
  territory: PlaceCode,
  own: readonly Rating[],
  title: readonly Rating[],
): ResolvedRating {
  const ownHere = lookUpAll(rules, territory, own, 'asset')
  const titleHere = lookUpAll(rules, territory, title, 'title')
  const ownStanding = ownHere.filter((found) => !found.entry?.band)
  const deciding = ownStanding.length > 0 ? ownStanding : titleHere.filter((found) => !found.entry?.band)
  const bands = [...ownHere, ...titleHere].filter((found) => found.entry?.band)
  return strictest(deciding, bands)
}

/** One rating with its meaning where it applies. */
interface Found {
  readonly rating: Rating
  readonly from: 'asset' | 'title'
  /** Null for a label that is in no table there. */
  readonly entry: LabelEntry | null
  /** Whether it counts as a rating; if not, its entry may only tighten. */
  readonly known: boolean
}

function lookUpAll(rules: Labels, place: PlaceCode, ratings: readonly Rating[], from: Found['from']): readonly Found[] {
  const here = statedFor(rules, place, ratings)
  const source = rules.territories.get(place)?.ratingsFrom ?? place
  const found = here.length > 0 || source === place ? here : statedFor(rules, source, ratings)
  return found.map((rating) => lookUp(rules, place, rating, from))
}

/** The ratings that name a place, and those that name a part of it without a known scale, which must not be ignored. */
function statedFor(rules: Labels, place: PlaceCode, ratings: readonly Rating[]): readonly Rating[] {
  return ratings.filter(({ territory }) => territory === place || isUnratedPart(rules, territory, place))
}

function isUnratedPart({ labels }: Labels, territory: PlaceCode, of: PlaceCode): boolean {
  return territory[of.length] === '-' && territory.startsWith(of) && !labels.has(territory)
}

function lookUp(rules: Labels, place: PlaceCode, rating: Rating, from: Found['from']): Found {
  const table = rules.labels.get(place)
  const { system, label, territory } = rating
  const ofPart = territory.includes('-') && territory !== place
  const named = ofPart ? undefined : table?.get(labelKey(system, label))
  if (named !== undefined) return { rating, from, entry: named, known: named.known }
  const bare = table?.get(labelKey(undefined, label)) ?? table?.get(looseKey(label))
  return { rating, from, entry: bare ?? null, known: false }
}

function strictest(deciding: readonly Found[], bands: readonly Found[]): ResolvedRating {
  const meant = [...deciding, ...bands].flatMap(({ entry, from }) => (entry ? [{ ...entry, from }] : []))
  const top = meant.sort((left, right) => strictestFirst(left, right) || byName(left, right))[0]
  const [first] = deciding
  if (!first) return { state: 'unrated', because: 'missing', age: top?.age ?? 0 }
  if (top?.age === null) return { state: 'refused', system: top.system, label: top.label, from: top.from }
  const unknown = deciding.find(({ known }) => !known)
  if (unknown || !top) {
    const { rating, from } = unknown ?? first
    return { state: 'unrated', because: 'unknown-label', age: top?.age ?? 0, label: rating.label, from }
  }
  const { age, kind, system, label, from } = top
  const leastAge = Math.min(...deciding.map(({ entry }) => entry?.leastAge ?? 0))
  return { state: 'rated', age, leastAge, kind, system, label, from }
}

/** Final tie-break, so that the order of a record's ratings never matters. */
function byName(left: LabelMeaning, right: LabelMeaning): number {
  const names = [left, right].map(({ system, label }) => `${system} ${label}`)
  return names[0] === names[1] ? 0 : (names[0] ?? '') < (names[1] ?? '') ? -1 : 1
}
