import { GRADES, type WantedRows } from '../engine.ts'
import { BLOCK_ROWS } from './columns-in-memory.ts'
import { ALIGNMENT } from './kernel-memory.ts'

/** An asset takes no less among the columns of a snapshot, nor does a title or a campaign. In bytes. */
const LEAST = { asset: 52, any: 30 } as const
/** Classes of one group, by 16 bits; each may have points. */
const GREATEST_CLASSES = 2 ** 16

/** Upper bound of the memory that an engine takes besides the lent columns, for columns of a real snapshot. */
export function roomBeside({ bytes, rows, groups, bases, planes, grades, gradedBases }: WantedRows): number {
  const blocks = Math.ceil(rows / BLOCK_ROWS)
  const assets = Math.ceil(bytes / LEAST.asset)
  const classes = groups * aligned(2 * blocks * BLOCK_ROWS)
  const titleHashes = aligned(4 * assets)
  const verdicts = aligned(Math.max(assets, 4 * GREATEST_CLASSES))
  // Temporary room for the parts of base scores while they are summed.
  const parts = Math.ceil((4 * bytes) / LEAST.any)
  const kept = bases * aligned(blocks * (BLOCK_ROWS + 1) * 4) + planes * aligned(Math.ceil(blocks / 2) * 16)
  const graded = grades * aligned(blocks * BLOCK_ROWS) + gradedBases * aligned(4 * (blocks + GRADES))
  return classes + titleHashes + verdicts + parts + kept + graded
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT + ALIGNMENT
}
