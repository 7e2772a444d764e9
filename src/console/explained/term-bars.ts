/** Where a term's bar stands: it begins where the one before ended, so that the last one ends at the score. */
interface TermBar {
  readonly term: string
  readonly points: number
  readonly from: number
  readonly to: number
}

/** The terms that add something, the largest first, each from where the one before ended. */
export function termBars(terms: Readonly<Record<string, number>>): readonly TermBar[] {
  let from = 0
  return Object.entries(terms)
    .filter(([, points]) => points !== 0)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .map(([term, points]) => {
      const bar = { term, points, from, to: from + points }
      from = bar.to
      return bar
    })
}
