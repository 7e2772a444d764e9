/** A sparse symmetric matrix by rows: both halves are stored. */
export interface Symmetric {
  readonly size: number
  /** Row → where its entries start; one more than there are rows. */
  readonly starts: Uint32Array
  readonly columns: Uint32Array
  readonly values: Float64Array
}

/** Entries of one half with the diagonal, in three arrays of one length. */
export interface UpperEntries {
  readonly rows: Uint32Array
  readonly columns: Uint32Array
  readonly values: Float64Array
}

/** The symmetric matrix of these entries; what is named twice adds up. */
export function symmetricOf(size: number, { rows, columns, values }: UpperEntries): Symmetric {
  const starts = new Uint32Array(size + 1)
  const both = (use: (row: number, column: number, value: number) => void): void => {
    for (let index = 0; index < values.length; index++) {
      const [row, column, value] = [rows[index] ?? 0, columns[index] ?? 0, values[index] ?? 0]
      use(row, column, value)
      if (row !== column) use(column, row, value)
    }
  }
  both((row) => {
    starts[row + 1] = (starts[row + 1] ?? 0) + 1
  })
  for (let row = 0; row < size; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0)
  const next = starts.slice(0, size)
  const matrix = {
    size,
    starts,
    columns: new Uint32Array(starts[size] ?? 0),
    values: new Float64Array(starts[size] ?? 0),
  }
  both((row, column, value) => {
    const at = next[row] ?? 0
    matrix.columns[at] = column
    matrix.values[at] = value
    next[row] = at + 1
  })
  return matrix
}

/** A block's vectors are taken so many at a time: their sums stay in registers, which makes it twice as fast. */
export const STRIP = 6

/**
 * The matrix times a block of vectors.
 * @param block `width` vectors side by side, row after row; `width` a multiple of `STRIP`
 */
export function timesBlock(
  { size, starts, columns, values }: Symmetric,
  block: Float64Array,
  width: number,
): Float64Array {
  const product = new Float64Array(size * width)
  for (let row = 0; row < size; row++) {
    const start = starts[row] ?? 0
    const end = starts[row + 1] ?? 0
    for (let first = 0; first < width; first += STRIP) {
      let a = 0
      let b = 0
      let c = 0
      let d = 0
      let e = 0
      let f = 0
      for (let at = start; at < end; at++) {
        const from = (columns[at] ?? 0) * width + first
        const value = values[at] ?? 0
        a += value * (block[from] ?? 0)
        b += value * (block[from + 1] ?? 0)
        c += value * (block[from + 2] ?? 0)
        d += value * (block[from + 3] ?? 0)
        e += value * (block[from + 4] ?? 0)
        f += value * (block[from + 5] ?? 0)
      }
      const to = row * width + first
      product[to] = a
      product[to + 1] = b
      product[to + 2] = c
      product[to + 3] = d
      product[to + 4] = e
      product[to + 5] = f
    }
  }
  return product
}
