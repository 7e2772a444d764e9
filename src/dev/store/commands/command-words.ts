/** An argument that must exist, because the table's `least` requires it. */
export function word(words: readonly string[], index: number): string {
  const found = words[index]
  if (found === undefined) throw new RangeError(`argument ${index} is missing: the command table's "least" is wrong`)
  return found
}

/** `a 1 b 2` → `[['a', '1'], ['b', '2']]`. */
export function pairsOf(words: readonly string[], from: number): [string, string][] {
  const pairs: [string, string][] = []
  for (let index = from; index + 1 < words.length; index += 2) pairs.push([word(words, index), word(words, index + 1)])
  return pairs
}
