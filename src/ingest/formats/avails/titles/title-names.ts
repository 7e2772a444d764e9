import { type FeedFinding, warning } from '../../../feeds/feed-finding.ts'
import { languageOf, UNKNOWN_LANGUAGE } from '../../../mapping/item-language.ts'
import { shortText } from '../../../mapping/short-text.ts'
import { type AvailColumn, type AvailRow, cellOf, firstCell } from '../avail-row.ts'
import { SEASON, SERIES, type TitleLevel, VOLUME } from './title-level.ts'

/** A name by language tag. */
export type Names = Readonly<Record<string, string>>

/** Longest name, in UTF-16 units: as in `model/fields/localized-text.ts`. */
const LONGEST = 300

/**
 * The names of a title, one for each language of its rows. The first name of a language counts; another one is left out
 * with a warning. A season or a volume without a name is called as its series, with its number behind, as it is known to
 * viewers of any language. Empty: the rows give no name.
 */
export function namesIn(
  rows: readonly AvailRow[],
  level: TitleLevel,
): { readonly name: Names; readonly findings: readonly FeedFinding[] } {
  const name = new Map<string, string>()
  const findings = new Map<string, FeedFinding>()
  for (const row of rows) {
    const named = nameIn(row, level)
    if (named === null) continue
    const { line } = row
    const path = row.pathOf(named.column)
    const { text, findings: found } = shortText({ text: named.text, path, line }, LONGEST)
    for (const each of found) if (!findings.has(named.text)) findings.set(named.text, each)
    if (text === null) continue
    const language = languageOfRow(row)
    const known = name.get(language)
    if (known === undefined) name.set(language, text)
    else if (known !== text && !findings.has(named.text)) {
      const hint = `another name in the same language (${language}) than “${known}”, which an earlier row gives`
      findings.set(named.text, warning(line, 'left-out', path, text, hint))
    }
  }
  return { name: Object.fromEntries(name), findings: [...findings.values()] }
}

interface NameInRow {
  readonly column: AvailColumn
  readonly text: string
}

function nameIn(row: AvailRow, level: TitleLevel): NameInRow | null {
  const shown = firstCell(row, [level.name, level.alias])
  if (shown !== null) return { ...shown, text: shown.column === level.alias ? uninverted(shown.text) : shown.text }
  if (level !== SEASON && level !== VOLUME) return null
  const series = nameIn(row, SERIES)
  const number = level.number === null ? '' : cellOf(row, level.number)
  return series === null || number === '' ? null : { ...series, text: `${series.text} ${number}` }
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
