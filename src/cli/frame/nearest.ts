/** Levenshtein distance: how many letters must be changed, added or taken away. */
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

/** The known words most like what was typed, best first: what begins like it, or is at most two letters off. */
export function nearest(typed: string, known: readonly string[]): string[] {
  return known
    .map((word) => ({ word, letters: word.startsWith(typed) && typed !== '' ? 0 : distance(typed, word) }))
    .filter(({ letters }) => letters <= 2)
    .sort((a, b) => a.letters - b.letters)
    .slice(0, 3)
    .map(({ word }) => word)
}

/** One sentence for an error: the nearest words, or all of them when nothing is near. */
export function suggestion(typed: string, known: readonly string[]): string {
  const near = nearest(typed, known)
  return near.length > 0 ? `did you mean ${near.join(' or ')}?` : `one of: ${known.join(', ')}`
}
