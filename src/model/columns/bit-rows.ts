/**
 * Encodes sets of numbered things as rows of bits in one column. Each row has as many 32-bit words as there are things
 * to number, and at least one.
 */
export function bitRows(sets: readonly Iterable<number>[], things: number): Uint32Array {
  const width = wordsFor(things)
  const rows = new Uint32Array(sets.length * width)
  sets.forEach((set, row) => {
    for (const thing of set) {
      const word = row * width + (thing >>> 5)
      rows[word] = (rows[word] ?? 0) | (1 << (thing & 31))
    }
  })
  return rows
}

/** Number of words in a row. */
export function wordsFor(things: number): number {
  return Math.max(1, Math.ceil(things / 32))
}

/** One row of a column, as a view. */
export function bitRow(rows: Uint32Array, things: number, row: number): Uint32Array {
  const width = wordsFor(things)
  return rows.subarray(row * width, (row + 1) * width)
}

/** Whether a bit of the row is set. */
export function hasBit(row: Uint32Array, bit: number): boolean {
  return (((row[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1
}

/** Whether two rows have a bit in common. */
export function shareBit(left: Uint32Array, right: Uint32Array): boolean {
  for (let word = 0; word < left.length; word++) if (((left[word] ?? 0) & (right[word] ?? 0)) !== 0) return true
  return false
}

/** The members whose bits are set in a row. */
export function namedBy<Member>(row: Uint32Array, members: readonly Member[]): Member[] {
  return members.filter((_, bit) => hasBit(row, bit))
}
