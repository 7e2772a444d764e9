/** Marks that turn or hide text, and are nothing to see themselves. */
const TURNING = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/**
 * Text that a feed sent, with each mark that would turn it around written out, as `[U+202E]`: an id must be read as what it
 * is, also where nothing around it is turned.
 */
export function withMarksShown(text: string): string {
  return text.replaceAll(TURNING, (mark) => `[U+${mark.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`)
}

/** What an item in quarantine is called: its id, or its line. */
export function itemName({ item, line }: { readonly item: string | null; readonly line: number }): string {
  return item === null ? `line ${line}` : withMarksShown(item)
}
