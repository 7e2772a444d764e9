/**
 * What a spreadsheet would compute when it opens the file (CSV injection): a cell that begins with `=`, and one that
 * begins with `+`, `-` or `@` and calls a function (`@SUM(…)`) or a program (`+cmd|'…'!A0`). `+1`, `-30-` and `@zola`
 * are names of films, so they are texts. A text that does begin so is written with a `'` before it, as spreadsheets and
 * `escapedFormula` do.
 */
export function isFormula(cell: string): boolean {
  return /^(?:=|[+\-@].*(?:[A-Za-z]\(|\|.*!))/s.test(cell)
}

/** What `csv-stringify` escapes with a `'`, by `escape_formulas`. */
const ESCAPED = '=+\\-@\\t\\r\\uFF1D\\uFF0B\\uFF0D\\uFF20'
const WITH_APOSTROPHE = new RegExp(`^'+[${ESCAPED}]`)

/** A text before it is written with `escape_formulas`, so that `unescapedFormula` gives back any text: `'=` as `''=`. */
export function escapedApostrophe(text: string): string {
  return WITH_APOSTROPHE.test(text) ? `'${text}` : text
}

/** The text of a cell without the `'` that keeps a spreadsheet from computing it. */
export function unescapedFormula(cell: string): string {
  return WITH_APOSTROPHE.test(cell) ? cell.slice(1) : cell
}
