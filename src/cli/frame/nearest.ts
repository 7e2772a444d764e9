/** Levenshtein distance: the number of letters to change, add or remove. */
function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...to].entries()) {
      const change = (previous[column] ?? 0) + (letter === other ? 0 : 1)
      current.push(Math.min(change, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    previous = current
  }
  return previous[to.length] ?? 0
}

/** The known words closest to the typed one, best first: with the same beginning, or at most two letters different. */
export function nearest(typed: string, known: readonly string[]): string[] {
  return known
    .map((word) => ({ word, letters: word.startsWith(typed) && typed !== '' ? 0 : distance(typed, word) }))
    .filter(({ letters }) => letters <= 2)
    .sort((a, b) => a.letters - b.letters)
    .slice(0, 3)
    .map(({ word }) => word)
}

/** One sentence for an error message: the closest words, or all of them when none is close. */
export function suggestion(typed: string, known: readonly string[]): string {
  const near = nearest(typed, known)
  return near.length > 0 ? `did you mean ${near.join(' or ')}?` : `one of: ${known.join(', ')}`
}
