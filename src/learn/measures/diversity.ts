/**
 * How different the members of a list are: the mean over its pairs of 1 − the share of words that two have in common
 * (Jaccard's distance; intra-list diversity after Ziegler et al., WWW 2005). 0 for fewer than two.
 */
export function listDiversity(words: readonly ReadonlySet<string>[]): number {
  let [sum, pairs] = [0, 0]
  words.forEach((one, index) => {
    for (const other of words.slice(index + 1)) {
      sum += distance(one, other)
      pairs++
    }
  })
  return pairs === 0 ? 0 : sum / pairs
}

function distance(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length
  const all = one.size + other.size - shared
  return all === 0 ? 0 : 1 - shared / all
}
