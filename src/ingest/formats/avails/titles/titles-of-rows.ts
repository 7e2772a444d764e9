import { type AvailRow, rowText } from '../avail-row.ts'
import { isDeletion } from '../offers/rows-in-force.ts'
import { idAbove, titleIdIn } from './title-ids.ts'
import { levelsAbove, SEASON, SERIES, type TitleLevel, WORK } from './title-level.ts'
import type { RowsOfTitle } from './title-of-rows.ts'
import { workOf } from './work-type.ts'

interface Growing extends RowsOfTitle {
  readonly own: AvailRow[]
  readonly below: AvailRow[]
}

/**
 * The titles of a document, with all rows of each, wherever they stand. A season and a series are titles of their own,
 * also if only the rows of episodes name them: so each has one id and one item, however many episodes there are. Titles
 * come behind those above them. A row without an id is a title by itself, so that it is answered for.
 */
export function titlesOfRows(rows: readonly AvailRow[]): readonly RowsOfTitle[] {
  const titles = new Map<string, Growing>()
  const nameless: RowsOfTitle[] = []
  for (const row of rows) {
    const level = levelOf(row)
    const itemId = titleIdIn(row, level)
    if (itemId !== null) titleIn(titles, itemId, level).own.push(row)
    else if (row.isDescription !== true) nameless.push({ itemId, level, own: [row], below: [] })
    if (isDeletion(row)) continue
    for (const above of levelsAbove(level)) {
      const id = idAbove(row, above)
      if (id !== null && id !== itemId) titleIn(titles, id, above).below.push(row)
    }
  }
  const rank = ({ level }: RowsOfTitle): number => (level === SERIES ? 0 : level === SEASON ? 1 : 2)
  return [...[...titles.values()].sort((one, other) => rank(one) - rank(other)), ...nameless]
}

function titleIn(titles: Map<string, Growing>, itemId: string, level: TitleLevel): Growing {
  const known = titles.get(itemId)
  if (known !== undefined) return known
  const made: Growing = { itemId, level, own: [], below: [] }
  titles.set(itemId, made)
  return made
}

function levelOf(row: AvailRow): TitleLevel {
  const work = workOf(row.cells.get('WorkType') ?? '')
  return work === null || work === 'extra' ? WORK : work.level
}

/**
 * The source of a title's item, by which it is known whether it changed: its own rows as they are, and of the rows below
 * it only what they say of it, each once. Row numbers are no part of it, because they move.
 */
export function sourceOf({ own, below, level }: RowsOfTitle): string {
  const columns = new Set<string>(
    [level, ...levelsAbove(level)].flatMap((each) => [
      each.contentId,
      ...each.eidrs,
      each.altId,
      each.name,
      each.alias,
      ...(each.number === null ? [] : [each.number]),
    ]),
  )
  for (const column of ['StoreLanguage', 'AssetLanguage']) columns.add(column)
  const said = below.map((row) => {
    const cells = new Map([...row.cells].filter(([column]) => columns.has(column)))
    return rowText({ ...row, cells })
  })
  return [...own.map(rowText), ...new Set(said)].join('\n')
}
