import type { Rating } from '../model/rating.ts'
import { RATING_KINDS } from '../model/rating-words.ts'
import type { Rules } from '../model/rules.ts'
import { RATING_STATE, type RatingClasses, type RatingText } from '../model/snapshot.ts'
import { type ResolvedRating, resolveRating } from '../rules/resolve-rating.ts'
import type { ClassTable } from './class-table.ts'
import type { CompiledPlace } from './place.ts'

/** `text` of a rating class cell that has no words. */
export const NO_RATING_TEXT = 0xffff

/**
 * What a set of ratings means at a place. At an unknown place it is the strictest of all of them: the
 * greatest age anywhere, refused if refused anywhere, unrated if any label is unknown or none is given.
 */
export function ratingAt(
  rules: Rules,
  place: CompiledPlace,
  own: readonly Rating[],
  title: readonly Rating[],
): ResolvedRating {
  if (place.rule !== null) return resolveRating(rules, place.code, own, title)
  const stated = own.length > 0 ? own : title
  const everywhere = [...new Set(stated.map((rating) => rating.territory))].map((territory) =>
    resolveRating(rules, territory, own.length > 0 ? stated : [], own.length > 0 ? [] : stated),
  )
  return strictest(everywhere)
}

function strictest(resolved: readonly ResolvedRating[]): ResolvedRating {
  let worst: ResolvedRating = { state: 'unrated', because: 'missing' }
  for (const [index, rating] of resolved.entries()) {
    if (rating.state === 'refused') return rating
    if (index === 0 || rating.state === 'unrated') worst = rating
    else if (worst.state === 'rated' && rating.state === 'rated' && rating.age > worst.age) worst = rating
  }
  return worst
}

/** Rating classes (one resolved rating per territory) as flat columns; words go into `texts`. */
export function ratingColumns(
  classes: readonly (readonly ResolvedRating[])[],
  texts: ClassTable<RatingText>,
): RatingClasses {
  const cells = classes.flat()
  const text = (cell: ResolvedRating): number =>
    cell.state === 'unrated'
      ? NO_RATING_TEXT
      : texts.indexOf(JSON.stringify([cell.system, cell.label]), () => ({ system: cell.system, label: cell.label }))
  return {
    age: Uint8Array.from(cells, (cell) => (cell.state === 'rated' ? cell.age : 0)),
    state: Uint8Array.from(cells, (cell) => RATING_STATE[cell.state]),
    kind: Uint8Array.from(cells, (cell) => (cell.state === 'rated' ? RATING_KINDS.indexOf(cell.kind) : 0)),
    text: Uint16Array.from(cells, text),
  }
}
