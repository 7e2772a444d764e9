/** Rows that one base maximum stands for, and a bitmap's unit: the kernel reads bitmaps by 64 bits. */
export const BLOCK_ROWS = 64

/** Bits of one word. */
export const WORD_ROWS = 32

/** Words of a bitmap over so many rows: whole blocks, and the bits past the last row stay 0. */
export function wordsFor(rows: number): number {
  return Math.ceil(rows / BLOCK_ROWS) * (BLOCK_ROWS / WORD_ROWS)
}

/** Sets the bit of every row whose value in the column has exactly 1 in `passes`. */
export function bitmapWhere(column: Uint32Array, passes: Uint8Array): Uint32Array {
  const words = new Uint32Array(wordsFor(column.length))
  for (let row = 0; row < column.length; row++) {
    if (passes[column[row] ?? 0] === 1) words[row >>> 5] = (words[row >>> 5] ?? 0) | (1 << (row & 31))
  }
  return words
}

/** Bits that are set in every one of the bitmaps. */
export function intersection(bitmaps: readonly Uint32Array[], words: number): Uint32Array {
  const common = new Uint32Array(words).fill(0xffffffff)
  for (const bitmap of bitmaps) {
    for (let word = 0; word < words; word++) common[word] = (common[word] ?? 0) & (bitmap[word] ?? 0)
  }
  return common
}

/** Bits set in a word, pairwise, then by fours and bytes. Source: Warren, Hacker's Delight, 5-1. */
export function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The rows of a bitmap, ascending. */
export function rowsIn(bitmap: Uint32Array): Uint32Array {
  const rows = new Uint32Array(bitmap.reduce((count, word) => count + bitsIn(word), 0))
  let found = 0
  for (const [word, bits] of bitmap.entries()) {
    for (let left = bits; left !== 0; left &= left - 1) rows[found++] = word * WORD_ROWS + lowestBit(left)
  }
  return rows
}

/** Index of the lowest set bit in a word that is not 0. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word)
}
