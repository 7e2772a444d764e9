/**
 * Benjamini and Hochberg's adjusted p (1995): who calls those under `alpha` found is wrong in `alpha` of them. Null
 * stands for what was not tested, and stays.
 */
export function benjaminiHochberg(ps: readonly (number | null)[]): readonly (number | null)[] {
  const tested = ps.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((one, other) => other.p - one.p)
  const adjusted: (number | null)[] = ps.map(() => null)
  let least = 1
  for (const [place, { p, index }] of tested.entries()) {
    least = Math.min(least, (p * tested.length) / (tested.length - place))
    adjusted[index] = least
  }
  return adjusted
}
