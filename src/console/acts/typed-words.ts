import { foldedText } from '../../model/fields/folded-text.ts'

/** Words that name no act. `in` is a region. */
const LITTLE: ReadonlySet<string> = new Set(['a', 'an', 'the', 'of', 'in', 'or', 'to', 'by', 'is', 'all', 'what'])

/** The words of a text that somebody may look for. */
export function tellingWords(text: string): readonly string[] {
  return foldedText(text)
    .split(/[^\p{L}\p{N}_-]+/u)
    .filter((word) => word !== '' && !LITTLE.has(word))
}

/** What was typed, word by word. */
export function typedWords(typed: string): readonly string[] {
  return foldedText(typed)
    .split(' ')
    .filter((word) => word !== '')
}

/** How many of the first words begin words of these, each of them once: `take down` of `take down night train`. */
export function leadingHits(typed: readonly string[], words: readonly string[]): number {
  const left = [...words]
  let hits = 0
  for (const word of typed) {
    const at = left.findIndex((each) => each.startsWith(word))
    if (at < 0) break
    left.splice(at, 1)
    hits += 1
  }
  return hits
}
