import type { Rules } from '../../model/policies/rules.ts'

/** Number of descriptors that fit into a column, beside the bit for "has a descriptor". */
const WORDS_MAX = 31

/** The descriptors that some rule names, in order; no others ever decide anything. */
export function descriptorWords({ descriptors }: Pick<Rules, 'descriptors'>): readonly string[] {
  const words = [...new Set(descriptors.refused.flatMap((rule) => rule.descriptors))].sort()
  if (words.length > WORDS_MAX)
    throw new RangeError(`descriptors.json has ${words.length} descriptors; at most ${WORDS_MAX} are allowed`)
  return words
}

/** The bits of an asset's descriptors. Bit 0: it has a descriptor, known or not; then one bit for each of `words`. */
export function descriptorBits(words: readonly string[], descriptors: readonly string[]): number {
  const named = new Set(
    descriptors.map((word) =>
      word
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_]+/g, '-'),
    ),
  )
  const bits = words.reduce((sum, word, index) => (named.has(word) ? sum | (2 << index) : sum), 0)
  return (bits | (descriptors.length > 0 ? 1 : 0)) >>> 0
}
