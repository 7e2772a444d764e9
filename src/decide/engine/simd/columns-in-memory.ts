import { checkColumns, checkGreatestAsset, checkGreatestCampaign, tasteColumns } from '../check-columns.ts'
import type { EngineColumns } from '../engine.ts'
import { HEAP, PENALTY_TABLE, ROWS, SCORES } from './fixed-addresses.ts'
import type { Kernel } from './kernel.ts'
import type { KernelMemory } from './kernel-memory.ts'

/** Rows that one base maximum stands for: every column by row is padded to whole blocks. */
export const BLOCK_ROWS = 64

/** Addresses of a snapshot's columns in the kernel's memory, and the number of each thing. */
export interface ColumnsInMemory {
  readonly rows: number
  readonly assets: number
  readonly campaigns: number
  readonly rowAsset: number
  readonly rowCampaign: number
  readonly groups: readonly Group[]
  readonly tastes: readonly Taste[]
  /** Scratch space for the verdicts or points of every class, asset or campaign: one use at a time. */
  readonly scratch: number
}

/** One column of tastes. */
export interface Taste {
  readonly address: number
  /** The square of the longest one's length. */
  readonly square: number
}

/** One group of gates: its classes by row. */
export interface Group {
  readonly rowClass: number
  readonly classes: number
}

/**
 * Finds the columns in the kernel's memory and copies those that are not there, once for as long as the engine is open.
 * Classes are expanded from assets to rows: a plane is then built by reading memory sequentially, and a cold isolate,
 * in which JavaScript loops still run slowly, runs none. Tastes are not expanded, because most rows are skipped.
 *
 * @throws RangeError as `Engine.open` does
 */
export function putColumns(kernel: Kernel, memory: KernelMemory, columns: EngineColumns): ColumnsInMemory {
  checkColumns(columns)
  const rows = columns.rowAsset.length
  const assets = columns.assetHash.length
  const rowAsset = memory.addressOf(columns.rowAsset)
  if (rows > 0) checkGreatestAsset(kernel.greatestIndex(rowAsset, rows) >>> 0, assets)
  const rowCampaign = memory.addressOf(columns.rowCampaign)
  const campaigns = rows === 0 ? 0 : (kernel.greatestIndex(rowCampaign, rows) >>> 0) + 1
  checkGreatestCampaign(campaigns - 1)
  const assetHash = memory.addressOf(columns.assetHash)
  const assetTitleHash = memory.addressOf(columns.assetTitleHash)
  const addresses = tasteColumns(columns).map((taste) => memory.addressOf(taste))
  const paddedRows = Math.ceil(rows / BLOCK_ROWS) * BLOCK_ROWS
  // Permanent room is taken before anything is staged, so that its padding is still zero.
  const rowClasses = columns.assetClass.map(() => memory.take(paddedRows * 2))
  const groups = rowClasses.map((rowClass, group) => {
    const classes = memory.staged(columns.assetClass[group] ?? new Uint16Array())
    kernel.expandClasses(rowAsset, classes, rows, rowClass)
    return { rowClass, classes: assets === 0 ? 0 : kernel.greatestClass(classes, assets) + 1 }
  })
  kernel.bindPenalties(rowAsset, assetHash, assetTitleHash, PENALTY_TABLE)
  kernel.bindResults(HEAP, ROWS, SCORES)
  const tastes = addresses.map((address) => ({ address, square: kernel.greatestSquare(address, assets) }))
  const greatestClasses = groups.reduce((greatest, { classes }) => Math.max(greatest, classes), 0)
  const scratch = memory.take(Math.max(assets, campaigns, greatestClasses * 4) + 16)
  return { rows, assets, campaigns, rowAsset, rowCampaign, groups, tastes, scratch }
}

/**
 * Copies columns that are not in the memory yet one behind the other, until the next staging; returns the address of
 * each.
 */
export function stageColumns(memory: KernelMemory, columns: readonly (Int32Array | Uint32Array)[]): readonly number[] {
  const elsewhere = columns.filter((column) => !memory.holds(column))
  let end = memory.room(elsewhere.reduce((sum, { byteLength }) => sum + byteLength, 0))
  return columns.map((column) => {
    if (memory.holds(column)) return column.byteOffset
    const address = end
    memory.views.uint32.set(column, address / 4)
    end += column.byteLength
    return address
  })
}
