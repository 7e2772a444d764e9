import { RATING_STATE, type RatingClasses } from '../../model/columns/snapshot.ts'
import type { RatingText } from '../../model/columns/snapshot-text.ts'
import { RATING_KINDS } from '../../model/nouns/rating-vocabulary.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { normaliseLabel } from '../../rules/lookup/label-table.ts'
import type { ResolvedRating } from '../../rules/lookup/resolve-rating.ts'
import type { ClassTable } from './class-table.ts'
import type { RatingPlace } from './rating-places.ts'

/** `text` of a rating class cell without text. */
export const NO_RATING_TEXT = 0xffff

/** The labels that a clock of one of the places names, as `territory label`: `MX C`. */
export function clockLabels(rules: Pick<Rules, 'watershed'>, places: readonly RatingPlace[]): readonly string[] {
  const codes = new Set(places.map(({ code }) => code))
  const named = rules.watershed.flatMap(({ territory, labels }) =>
    codes.has(territory) ? (labels ?? []).map((label) => `${territory} ${label}`) : [],
  )
  return [...new Set(named)].sort()
}

/** Flattens rating classes (one resolved rating per rating place) into columns; the texts go into `texts`. */
export function ratingColumns(
  classes: readonly (readonly ResolvedRating[])[],
  places: readonly RatingPlace[],
  labels: readonly string[],
  texts: ClassTable<RatingText>,
): RatingClasses {
  const cells = classes.flat()
  const text = (cell: ResolvedRating): number =>
    cell.state === 'unrated'
      ? NO_RATING_TEXT
      : texts.indexOf(JSON.stringify([cell.system, cell.label]), () => ({ system: cell.system, label: cell.label }))
  const spoken = new Map(labels.map((label, index) => [normaliseLabel(label), index + 1]))
  const clockLabel = (cell: ResolvedRating, index: number): number => {
    if (cell.state === 'unrated') return 0
    return spoken.get(normaliseLabel(`${places[index % places.length]?.code} ${cell.label}`)) ?? 0
  }
  return {
    age: Uint8Array.from(cells, (cell) => (cell.state === 'refused' ? 0 : cell.age)),
    leastAge: Uint8Array.from(cells, (cell) => (cell.state === 'rated' ? cell.leastAge : 0)),
    state: Uint8Array.from(cells, (cell) => RATING_STATE[cell.state]),
    kind: Uint8Array.from(cells, (cell) => (cell.state === 'rated' ? RATING_KINDS.indexOf(cell.kind) : 0)),
    text: Uint16Array.from(cells, text),
    clockLabel: Uint8Array.from(cells, clockLabel),
  }
}
