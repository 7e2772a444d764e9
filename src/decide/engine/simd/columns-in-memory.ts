import { checkColumns, checkGreatestAsset, checkGreatestCampaign } from '../check-columns.ts'
import { type EngineColumns, TASTE_DIMENSIONS } from '../engine.ts'
import { HEAP, PENALTY_TABLE, ROWS, SCORES, VECTOR } from './fixed-addresses.ts'
import type { Kernel } from './kernel.ts'
import type { KernelMemory } from './kernel-memory.ts'

/** Rows that one base maximum stands for: every column by row is padded to whole blocks. */
export const BLOCK_ROWS = 64

/** Where the columns of a snapshot stand, and how many of each thing there are. */
export interface ColumnsInMemory {
  readonly rows: number
  readonly assets: number
  readonly campaigns: number
  readonly rowAsset: number
  readonly rowCampaign: number
  readonly groups: readonly Group[]
  /** The square of the longest taste's length. */
  readonly tasteSquare: number
  /** Room for verdicts or points of every class, asset or campaign: one at a time. */
  readonly scratch: number
}

/** One group of gates: its classes by row. */
export interface Group {
  readonly rowClass: number
  readonly classes: number
}

/**
 * Copies columns into the kernel's memory, once for as long as the engine is open. Tastes and classes are
 * spread from assets to rows there: a decision then reads memory from end to end, and a cold isolate, in
 * which loops of JavaScript still run slowly, runs none.
 *
 * @throws RangeError as `Engine.open` does
 */
export function putColumns(kernel: Kernel, memory: KernelMemory, columns: EngineColumns): ColumnsInMemory {
  checkColumns(columns)
  const rows = columns.rowAsset.length
  const assets = columns.assetHash.length
  const paddedRows = Math.ceil(rows / BLOCK_ROWS) * BLOCK_ROWS
  const rowAsset = putIndexes(memory, columns.rowAsset, paddedRows)
  if (rows > 0) checkGreatestAsset(kernel.greatestIndex(rowAsset, rows) >>> 0, assets)
  const rowCampaign = putIndexes(memory, columns.rowCampaign, paddedRows)
  const campaigns = rows === 0 ? 0 : (kernel.greatestIndex(rowCampaign, rows) >>> 0) + 1
  checkGreatestCampaign(campaigns - 1)
  const assetHash = putIndexes(memory, columns.assetHash, assets)
  const assetTitleHash = putIndexes(memory, columns.assetTitleHash, assets)
  // All that stays is taken before anything is staged, so that the padding of what stays is still zero.
  const rowTaste = memory.take(paddedRows * TASTE_DIMENSIONS)
  const rowClasses = columns.assetClass.map(() => memory.take(paddedRows * 2))
  const staged = stageTaste(memory, columns.taste)
  const tasteSquare = kernel.greatestSquare(staged, assets)
  kernel.expandTaste(rowAsset, staged, rows, rowTaste)
  const groups = rowClasses.map((rowClass, group) => {
    const stagedClasses = stageClasses(memory, columns.assetClass[group] ?? new Uint16Array())
    kernel.expandClasses(rowAsset, stagedClasses, rows, rowClass)
    return { rowClass, classes: assets === 0 ? 0 : kernel.greatestClass(stagedClasses, assets) + 1 }
  })
  kernel.bindPenalties(rowAsset, assetHash, assetTitleHash, PENALTY_TABLE)
  kernel.bindResults(HEAP, ROWS, SCORES)
  kernel.bindTaste(rowTaste, VECTOR)
  const greatestClasses = groups.reduce((greatest, { classes }) => Math.max(greatest, classes), 0)
  const scratch = memory.take(Math.max(assets, campaigns, greatestClasses * 4) + 16)
  return { rows, assets, campaigns, rowAsset, rowCampaign, groups, tasteSquare, scratch }
}

function putIndexes(memory: KernelMemory, values: Uint32Array, length: number): number {
  const address = memory.take(length * 4)
  memory.views.uint32.set(values, address / 4)
  return address
}

/** Puts columns one behind the other, until the next staging; where each stands. */
export function stageColumns(memory: KernelMemory, columns: readonly (Int32Array | Uint32Array)[]): readonly number[] {
  let end = memory.room(columns.reduce((sum, { byteLength }) => sum + byteLength, 0))
  return columns.map((column) => {
    const address = end
    memory.views.uint32.set(column, address / 4)
    end += column.byteLength
    return address
  })
}

function stageTaste(memory: KernelMemory, taste: Int8Array): number {
  const address = memory.room(taste.length)
  new Int8Array(memory.views.bytes.buffer).set(taste, address)
  return address
}

function stageClasses(memory: KernelMemory, classes: Uint16Array): number {
  const address = memory.room(classes.byteLength)
  memory.views.uint16.set(classes, address / 2)
  return address
}
