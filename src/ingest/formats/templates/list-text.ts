/** What separates the texts of a list in a cell. */
const SEPARATOR = '|'

/** A list of texts as one cell. A `|` within a text is written `\|`, and a `\` is written `\\`. */
export function listText(texts: readonly string[]): string {
  return texts.map((text) => text.replaceAll(/[\\|]/g, '\\$&')).join(SEPARATOR)
}

/** The texts of a cell, without blanks around them. Other characters behind a `\` stand for themselves, the `\` too. */
export function textsOfList(cell: string): string[] {
  const texts = ['']
  for (const [part] of cell.matchAll(/\\[\\|]|./gsu)) {
    if (part === SEPARATOR) texts.push('')
    else texts[texts.length - 1] += part.length === 2 && part.startsWith('\\') ? part.slice(1) : part
  }
  return texts.map((text) => text.trim())
}
