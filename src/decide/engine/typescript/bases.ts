import { checkParts, checkSlot } from '../check-query.ts'
import type { BaseParts, EngineColumns } from '../engine.ts'
import { baseByRow, baseScores, type EngineBaseScores } from './base-scores.ts'

/** The base scores of the engine in TypeScript, by slot. */
export class SlotBases {
  /** Bytes that they take. */
  bytes = 0
  protected readonly kept = new Map<number, EngineBaseScores>()

  /** @param campaigns how many campaigns rows have */
  constructor(
    protected readonly columns: EngineColumns,
    private readonly campaigns: number,
  ) {}

  set(slot: number, base: Int32Array): void {
    checkSlot(slot)
    const rows = this.columns.rowAsset.length
    if (base.length !== rows) throw new RangeError(`${base.length} base scores for ${rows} rows`)
    this.hold(slot, base)
  }

  spread(slot: number, parts: BaseParts): void {
    checkParts(parts, this.campaigns, this.columns.assetHash.length)
    this.set(slot, baseByRow(this.columns, parts))
  }

  /** The scores of a slot. @throws RangeError when it holds none */
  of(slot: number): EngineBaseScores {
    const base = this.kept.get(slot)
    if (!base) throw new RangeError(`base slot ${slot} holds no scores`)
    return base
  }

  protected hold(slot: number, base: Int32Array): void {
    const scores = baseScores(base)
    if (!this.kept.has(slot)) this.bytes += scores.points.byteLength + scores.maxima.byteLength
    this.kept.set(slot, scores)
  }
}
