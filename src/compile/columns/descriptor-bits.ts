import type { Rules } from '../../model/policies/rules.ts'

/** Bits that a column of descriptors can hold beside the one that says "there is one". */
const WORDS_MAX = 31

/** The descriptors that a rule speaks of, in order; no other one ever decides anything. */
export function descriptorWords({ descriptors }: Pick<Rules, 'descriptors'>): readonly string[] {
  const words = [...new Set(descriptors.refused.flatMap((rule) => rule.descriptors))].sort()
  if (words.length > WORDS_MAX) throw new RangeError(`descriptors.json speaks of ${words.length}; ${WORDS_MAX} is most`)
  return words
}

/** Bit 0: the asset has a descriptor, known or not; then a bit for each of `words`. */
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
