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
 * What a set of ratings means at a place. At an unknown place it is the strictest of what it is anywhere:
 * in each territory that the asset's or the title's ratings name, its own there if it has some, else the
 * title's. Refused if refused in one of them, unrated if unrated in one, or if there is none.
 */
export function ratingAt(
  rules: Rules,
  place: CompiledPlace,
  own: readonly Rating[],
  title: readonly Rating[],
): ResolvedRating {
  if (place.rule !== null) return resolveRating(rules, place.code, own, title)
  const stated = new Set([...own, ...title].map((rating) => rating.territory))
  return strictest([...stated].map((territory) => resolveRating(rules, territory, own, title)))
}

/** The greatest age, with the kind that promises least: what is for kids in one place may not be in another. */
function strictest(resolved: readonly ResolvedRating[]): ResolvedRating {
  const [first = { state: 'unrated', because: 'missing' } as const, ...others] = resolved
  return others.reduce<ResolvedRating>((worst, next) => {
    if (worst.state === 'refused' || next.state === 'refused') return worst.state === 'refused' ? worst : next
    if (worst.state === 'unrated' || next.state === 'unrated') return worst.state === 'unrated' ? worst : next
    const kind = RATING_KINDS.indexOf(next.kind) > RATING_KINDS.indexOf(worst.kind) ? next.kind : worst.kind
    return { ...(next.age > worst.age ? next : worst), kind }
  }, first)
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
