import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { chanceFrom } from '../../decide/draw/chance.ts'
import { STRIP, type Symmetric, timesBlock } from './symmetric.ts'

/** Vectors that are iterated beside those wanted: the last ones wanted come out clean. */
const EXTRA = 10
const ROUNDS = 12

/** The eigenvectors of the greatest eigenvalues. */
export interface LeadingVectors {
  /** Descending; as many as `wanted`, 0 where the matrix has fewer. */
  readonly values: Float64Array
  /** `wanted` vectors side by side, row after row. */
  readonly vectors: Float64Array
}

/**
 * The leading eigenvectors of a sparse symmetric matrix by subspace iteration, with a last rotation to the eigenvectors
 * within the subspace (Halko, Martinsson and Tropp, Finding structure with randomness, SIAM Review 2011, algorithms 4.4
 * and 5.3). Each vector's greatest element is positive, so equal input and seed give equal numbers.
 */
export function leadingVectors(matrix: Symmetric, wanted: number, seed: number): LeadingVectors {
  const width = Math.ceil((wanted + EXTRA) / STRIP) * STRIP
  const leading = { values: new Float64Array(wanted), vectors: new Float64Array(matrix.size * wanted) }
  const chance = chanceFrom(`leading vectors ${seed}`)
  let block: Float64Array = new Float64Array(matrix.size * width).map(() => chance() - 0.5)
  orthonormalise(block, width)
  for (let round = 0; round < ROUNDS; round++) {
    block = timesBlock(matrix, block, width)
    orthonormalise(block, width)
  }
  const { values, columns } = withinSubspace(matrix, block, width)
  for (let each = 0; each < wanted; each++) {
    leading.values[each] = Math.max(0, values[each] ?? 0)
    rotateInto(leading.vectors, { block, width, column: columns[each] ?? [], wanted, each })
  }
  return leading
}

/** Eigenvalues, descending, and eigenvectors of the matrix as it acts within the subspace of the block. */
function withinSubspace(matrix: Symmetric, block: Float64Array, width: number) {
  const image = timesBlock(matrix, block, width)
  const inner = Matrix.zeros(width, width)
  for (let row = 0; row < matrix.size; row++) {
    for (let one = 0; one < width; one++) {
      const factor = block[row * width + one] ?? 0
      for (let other = one; other < width; other++) {
        inner.set(one, other, inner.get(one, other) + factor * (image[row * width + other] ?? 0))
      }
    }
  }
  for (let one = 0; one < width; one++) {
    for (let other = 0; other < one; other++) inner.set(one, other, inner.get(other, one))
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(inner, { assumeSymmetric: true })
  const order = [...realEigenvalues.keys()].sort(
    (one, other) => (realEigenvalues[other] ?? 0) - (realEigenvalues[one] ?? 0),
  )
  return {
    values: order.map((index) => realEigenvalues[index] ?? 0),
    columns: order.map((index) => eigenvectorMatrix.getColumn(index)),
  }
}

/** Writes one eigenvector, from its coordinates within the block, with its greatest element positive. */
function rotateInto(
  vectors: Float64Array,
  part: {
    readonly block: Float64Array
    readonly width: number
    readonly column: readonly number[]
    readonly wanted: number
    readonly each: number
  },
): void {
  const { block, width, column, wanted, each } = part
  const rows = block.length / width
  let greatest = 0
  for (let row = 0; row < rows; row++) {
    let value = 0
    for (let index = 0; index < width; index++) value += (block[row * width + index] ?? 0) * (column[index] ?? 0)
    vectors[row * wanted + each] = value
    if (Math.abs(value) > Math.abs(greatest) * (1 + 1e-9)) greatest = value
  }
  if (greatest >= 0) return
  for (let row = 0; row < rows; row++) vectors[row * wanted + each] = -(vectors[row * wanted + each] ?? 0)
}

/** Gram and Schmidt, twice over, because once leaves rounding errors. A vector that depends on those before it is zero. */
function orthonormalise(block: Float64Array, width: number): void {
  const rows = block.length / width
  for (let each = 0; each < width; each++) {
    const before = lengthOf(block, width, each)
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < each; other++) subtractProjection(block, { width, rows, each, other })
    }
    const length = lengthOf(block, width, each)
    const factor = length > before * 1e-12 ? 1 / length : 0
    for (let at = each; at < block.length; at += width) block[at] = (block[at] ?? 0) * factor
  }
}

function subtractProjection(
  block: Float64Array,
  { width, rows, each, other }: Readonly<Record<'width' | 'rows' | 'each' | 'other', number>>,
): void {
  let product = 0
  for (let row = 0; row < rows; row++) product += (block[row * width + each] ?? 0) * (block[row * width + other] ?? 0)
  if (product === 0) return
  for (let row = 0; row < rows; row++) {
    const at = row * width + each
    block[at] = (block[at] ?? 0) - product * (block[row * width + other] ?? 0)
  }
}

function lengthOf(block: Float64Array, width: number, each: number): number {
  let squares = 0
  for (let at = each; at < block.length; at += width) squares += (block[at] ?? 0) ** 2
  return Math.sqrt(squares)
}
