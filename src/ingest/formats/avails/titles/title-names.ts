import { type FeedFinding, warning } from '../../../feeds/feed-finding.ts'
import { languageOf, UNKNOWN_LANGUAGE } from '../../../mapping/item-language.ts'
import { shortText } from '../../../mapping/short-text.ts'
import { type AvailColumn, type AvailRow, cellOf, firstCell } from '../avail-row.ts'
import { SERIES, type TitleLevel } from './title-level.ts'

/** A name by language tag. */
export type Names = Readonly<Record<string, string>>

/** Longest name, in UTF-16 units: as in `model/fields/localized-text.ts`. */
const LONGEST = 300

/**
 * The names of a title, one for each language of its rows: the one that is shown, else the one that partners use, turned
 * round. A season or a volume without a name is called as its series, with its number behind, as viewers of any language
 * know it. The first name of a language counts; another one is left out with a warning. Empty: the rows give no name.
 */
export function namesIn(
  rows: readonly AvailRow[],
  level: TitleLevel,
): { readonly name: Names; readonly findings: readonly FeedFinding[] } {
  const name = new Map<string, string>()
  const findings: FeedFinding[] = []
  for (const nameIn of [shownName, partnersName, numberedName]) {
    for (const [language, text] of firstNames(rows, (row) => nameIn(row, level), findings)) {
      if (!name.has(language)) name.set(language, text)
    }
  }
  return { name: Object.fromEntries(name), findings }
}

interface NameInRow {
  readonly column: AvailColumn
  readonly text: string
}

/** The first name of each language. */
function firstNames(
  rows: readonly AvailRow[],
  nameIn: (row: AvailRow) => NameInRow | null,
  findings: FeedFinding[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const told = new Set<string>()
  for (const row of rows) {
    const named = nameIn(row)
    if (named === null) continue
    const { line } = row
    const path = row.pathOf(named.column)
    const { text, findings: found } = shortText({ text: named.text, path, line }, LONGEST)
    if (text === null) continue
    const language = languageOfRow(row)
    const known = names.get(language) ?? text
    names.set(language, known)
    const isTold = told.has(named.text)
    told.add(named.text)
    if (isTold) continue
    findings.push(...found)
    if (known === text) continue
    const hint = `another name in the same language (${language}) than “${known}”, which an earlier row gives`
    findings.push(warning(line, 'left-out', path, text, hint))
  }
  return names
}

const shownName = (row: AvailRow, level: TitleLevel): NameInRow | null => firstCell(row, [level.name])

function partnersName(row: AvailRow, level: TitleLevel): NameInRow | null {
  const found = shownName(row, level) === null ? firstCell(row, [level.alias]) : null
  return found === null ? null : { ...found, text: uninverted(found.text) }
}

function numberedName(row: AvailRow, level: TitleLevel): NameInRow | null {
  const number = level.number === null ? '' : cellOf(row, level.number)
  const series = shownName(row, SERIES) ?? partnersName(row, SERIES)
  return number === '' || series === null ? null : { ...series, text: `${series.text} ${number}` }
}

const INVERTED = /^(.+), (the|an?|der|die|das|les?|la|l'|el|los|las|il|lo|gli)$/i

/** `View from a Mountain, The` as it is shown: the alias puts an article behind, so that lists sort. */
function uninverted(alias: string): string {
  const [, rest, article] = INVERTED.exec(alias) ?? []
  if (rest === undefined || article === undefined) return alias
  return article.endsWith("'") ? `${article}${rest}` : `${article} ${rest}`
}

/**
 * The language of a row's names: its store's (`StoreLanguage`, until version 1.6), else the one in which assets are
 * provided, such as `EN` or `EN:audio`. The sheets say the language of a name in no other way.
 */
function languageOfRow(row: AvailRow): string {
  const text = firstCell(row, ['StoreLanguage', 'AssetLanguage'])?.text ?? ''
  const tags = new Set(text.split(',').map((tag) => languageOf(tag.replace(/:.*$/s, ''))))
  const [tag = null] = tags
  return (tags.size === 1 ? tag : null) ?? UNKNOWN_LANGUAGE
}
