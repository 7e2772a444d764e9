import { columnValue } from '../../model/columns/column-value.ts'
import { RATING_STATE, type Snapshot } from '../../model/columns/snapshot.ts'
import { RATING_KINDS } from '../../model/nouns/rating-vocabulary.ts'
import { rowOfId } from '../rows/hash-search.ts'
import type { GateInput, PageBound } from './gates/gate.ts'
import { bandOf, contentVerdict, effectiveAge } from './rating-verdict.ts'

/** Content for kids and content open to all are both suitable for children: neither is stronger than the other. */
const OPEN = RATING_KINDS.indexOf('open')

/**
 * The bound for the page of a title. A title that is unrated, or not in the snapshot, gets the rules' age of an unrated
 * page.
 */
export function pageBound(input: Pick<GateInput, 'snapshot' | 'ratingColumns'>, titleId: string): PageBound {
  const { hot, rules } = input.snapshot
  const title = rowOfId(hot.titles, titleId)
  const cells = title < 0 ? [] : cellsOf(input, columnValue(hot.titles.rating, title))
  if (cells.length === 0) return { age: rules.page.unratedAge, kind: OPEN, cells }
  return {
    age: Math.min(...cells.map((cell) => columnValue(hot.ratings.leastAge, cell))),
    kind: Math.max(OPEN, Math.min(...cells.map((cell) => columnValue(hot.ratings.kind, cell)))),
    cells,
  }
}

/** Whether assets of a content class are stronger than the page that they would stand on. */
export function isStrongerThanPage(input: GateInput, page: PageBound, content: number): boolean {
  if (isRatedLikePage(input, page, content)) return (bandOf(input, content)?.minAge ?? 0) > page.age
  const age = effectiveAge(input, content)
  if (age !== page.age) return age > page.age
  const { state, kind } = contentVerdict(input, content)
  return state === 'rated' && RATING_KINDS.indexOf(kind) > page.kind
}

/** The cells of a rating class at each of the context's places; empty if it is unrated or refused at one of them. */
function cellsOf(
  { snapshot, ratingColumns }: Pick<GateInput, 'snapshot' | 'ratingColumns'>,
  ratingClass: number,
): readonly number[] {
  const { ratings, ratingPlaces } = snapshot.hot
  const cells = ratingColumns.map((column) => (column < 0 ? -1 : ratingClass * ratingPlaces.length + column))
  return cells.every((cell) => ratings.state[cell] === RATING_STATE.rated) ? cells : []
}

/** Whether a class has the same label as the page at every place and no higher age there: then it is no stronger. */
function isRatedLikePage({ snapshot, ratingColumns }: GateInput, page: PageBound, content: number): boolean {
  const { ratings, ratingPlaces, classes } = snapshot.hot
  const first = columnValue(classes.content.rating, content) * ratingPlaces.length
  return (
    page.cells.length > 0 &&
    page.cells.every((cell, index) => isNoStronger(ratings, first + columnValue(ratingColumns, index), cell))
  )
}

function isNoStronger({ state, text, leastAge }: Snapshot['hot']['ratings'], own: number, page: number): boolean {
  const alike = state[own] === RATING_STATE.rated && text[own] === text[page]
  return alike && columnValue(leastAge, own) <= columnValue(leastAge, page)
}
