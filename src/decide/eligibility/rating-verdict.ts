import { columnValue } from '../../model/columns/column-value.ts'
import { NO_INDEX, type Snapshot } from '../../model/columns/snapshot.ts'
import { BANDS } from '../../model/nouns/asset-vocabulary.ts'
import { RATING_KINDS, type RatingKind } from '../../model/nouns/rating-vocabulary.ts'
import type { BandRule } from '../../model/policies/rules.ts'
import type { GateInput } from './gates/gate.ts'

/** The rating of an asset or title for this viewer: the strictest over all places that apply. */
export interface RatingVerdict {
  readonly state: 'rated' | 'unrated' | 'refused'
  /**
   * Gate age, in years. If unrated: the age below which nobody may see it, whatever the rules say of unrated content.
   */
  readonly age: number
  /** The least reassuring kind. */
  readonly kind: RatingKind
  /** Cell of `RatingClasses` that decided, for explanations; −1 when there is none. */
  readonly cell: number
}

const STATES = ['rated', 'unrated', 'refused'] as const
const MISSING: RatingVerdict = { state: 'unrated', age: 0, kind: 'refused', cell: -1 }

/**
 * Combines the ratings of a class at the context's places: refused if refused at one, unrated if unrated at one, else
 * the greatest age with the least reassuring kind. A place without a column counts as unrated, because nothing is known
 * there.
 */
export function ratingVerdictOf(
  { snapshot, ratingColumns }: Pick<GateInput, 'snapshot' | 'ratingColumns'>,
  ratingClass: number,
): RatingVerdict {
  const { ratingPlaces } = snapshot.hot
  let worst: RatingVerdict | null = null
  for (const column of ratingColumns) {
    const cell = ratingClass * ratingPlaces.length + column
    const next = column < 0 ? MISSING : cellStanding(snapshot, cell)
    worst = worst === null ? next : stricter(worst, next)
  }
  return worst ?? MISSING
}

function cellStanding({ hot: { ratings } }: Snapshot, cell: number): RatingVerdict {
  return {
    state: STATES[columnValue(ratings.state, cell)] ?? 'unrated',
    age: columnValue(ratings.age, cell),
    kind: RATING_KINDS[columnValue(ratings.kind, cell)] ?? 'refused',
    cell,
  }
}

function stricter(left: RatingVerdict, right: RatingVerdict): RatingVerdict {
  if (left.state !== right.state) {
    const worse = STATES.indexOf(right.state) > STATES.indexOf(left.state) ? right : left
    const { state, kind, cell } = worse
    return { state, age: state === 'refused' ? 0 : Math.max(left.age, right.age), kind, cell }
  }
  const kind = RATING_KINDS.indexOf(right.kind) > RATING_KINDS.indexOf(left.kind) ? right.kind : left.kind
  const { state, age, cell } = right.age > left.age ? right : left
  return { state, age, kind, cell }
}

/** As `ratingVerdictOf`, for assets of a content class: their own ratings, else those of their title. */
export function contentVerdict(input: GateInput, content: number): RatingVerdict {
  return ratingVerdictOf(input, columnValue(input.snapshot.hot.classes.content.rating, content))
}

/** As `ratingVerdictOf`, for the title that assets of a content class are about; null when it is about none. */
export function titleVerdict(input: GateInput, content: number): RatingVerdict | null {
  const rating = columnValue(input.snapshot.hot.classes.content.titleRating, content)
  return rating === NO_INDEX ? null : ratingVerdictOf(input, rating)
}

/** The rule of a content class's own colour, where it has one. */
export function bandOf({ snapshot }: GateInput, content: number): BandRule | undefined {
  const band = BANDS[columnValue(snapshot.hot.classes.content.band, content) - 1]
  return snapshot.rules.bands.find((rule) => rule.band === band)
}

/**
 * The effective age of a content class, in years: the greater of its gate age and its band's age; a band never lowers
 * an age. Content without an age here is for adults: a missing rating must not open what a rating would have closed.
 * `rules.md` 3.
 */
export function effectiveAge(input: GateInput, content: number): number {
  const { state, age } = contentVerdict(input, content)
  const least = state === 'rated' ? 0 : input.snapshot.rules.maturity.unratedAge
  return Math.max(age, least, bandOf(input, content)?.minAge ?? 0)
}

/** A rating in words, for explain. */
export function ratingVerdictText({ snapshot }: GateInput, { cell, age }: RatingVerdict): string {
  const text = cell < 0 ? 0xffff : columnValue(snapshot.hot.ratings.text, cell)
  if (text === 0xffff) return age > 0 ? `unrated, not below age ${age}` : 'unrated'
  const { system, label } = snapshot.text.rating(text)
  return `${system} ${label}, age ${age}`
}
