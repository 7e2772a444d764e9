/** More rounds than any ridge problem of ours needs; what is left then is far below what int8 holds. */
const MOST_ROUNDS = 200
/** Where a column's residual is this share of what it was, it is solved. */
const CLOSE_ENOUGH = 1e-8

/**
 * Solves A·X = B for many columns at once by conjugate gradients (Hestenes and Stiefel 1952), A symmetric and positive
 * definite.
 *
 * @param wanted B: `width` columns side by side, row after row
 * @param times A times such a block
 */
export function solvedTogether(
  wanted: Float64Array,
  width: number,
  times: (block: Float64Array) => Float64Array,
): Float64Array {
  const solution = new Float64Array(wanted.length)
  const residual = wanted.slice()
  const direction = wanted.slice()
  let squares = dots(residual, residual, width)
  const goals = squares.map((square) => square * CLOSE_ENOUGH ** 2)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (squares.every((square, column) => square <= (goals[column] ?? 0))) break
    const image = times(direction)
    const curvature = dots(direction, image, width)
    const step = squares.map((square, column) => ratio(square, curvature[column] ?? 0))
    for (let at = 0; at < solution.length; at++) {
      const size = step[at % width] ?? 0
      solution[at] = (solution[at] ?? 0) + size * (direction[at] ?? 0)
      residual[at] = (residual[at] ?? 0) - size * (image[at] ?? 0)
    }
    const next = dots(residual, residual, width)
    for (let at = 0; at < direction.length; at++) {
      const column = at % width
      const turn = ratio(next[column] ?? 0, squares[column] ?? 0)
      direction[at] = (residual[at] ?? 0) + turn * (direction[at] ?? 0)
    }
    squares = next
  }
  return solution
}

/** The product of each column of one block with the same column of another. */
function dots(one: Float64Array, other: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width)
  for (let at = 0; at < one.length; at++) {
    const column = at % width
    sums[column] = (sums[column] ?? 0) + (one[at] ?? 0) * (other[at] ?? 0)
  }
  return sums
}

/** A column that is solved has nothing left to divide. */
function ratio(above: number, below: number): number {
  return below > 0 ? above / below : 0
}
