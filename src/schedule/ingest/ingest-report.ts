import type { IngestReport } from '../../contracts/ops/answers/ingest.ts'
import type { LineRefusal, Warning } from '../../ingest/lines/line-refusal.ts'
import type { RecordType } from '../../model/nouns/record.ts'
import type { OrderMoves } from '../moves/order-moves.ts'

/** Greatest number of refusals that a report lists; its count has no limit. */
const LISTED_REFUSALS = 1000
const LISTED_MOVES = 100

/** The report on records that joined or left what is withdrawn by order: how many, and the first of them. */
export function underOrders({ moves }: Pick<OrderMoves, 'moves'>): Pick<IngestReport, 'orders'> {
  return moves.length === 0 ? {} : { orders: { count: moves.length, first: moves.slice(0, LISTED_MOVES) } }
}

/** Counts during an ingest. */
export class IngestTally {
  readonly acceptedByType: Record<RecordType, number> = { title: 0, asset: 0, campaign: 0, takedown: 0 }
  unchanged = 0
  private refusedCount = 0
  private refusedRecords = 0
  private readonly refused: LineRefusal[] = []
  private warningCount = 0
  private readonly warnings: Warning[] = []

  /** Counts one refused record, with all its reasons. */
  refuse(refusals: readonly LineRefusal[]): void {
    this.refusedRecords += 1
    this.refusedCount += refusals.length
    this.refused.push(...refusals.slice(0, Math.max(0, LISTED_REFUSALS - this.refused.length)))
  }

  /** Adds warnings about records that are accepted, but stored differently. */
  warn(warnings: readonly Warning[]): void {
    this.warningCount += warnings.length
    this.warnings.push(...warnings.slice(0, Math.max(0, LISTED_REFUSALS - this.warnings.length)))
  }

  accept(type: RecordType): void {
    this.acceptedByType[type] += 1
  }

  /** How many records are processed so far, including those in progress. */
  recordsWith(pending: number): number {
    return this.accepted + this.unchanged + this.refusedRecords + pending
  }

  get accepted(): number {
    return Object.values(this.acceptedByType).reduce((sum, count) => sum + count, 0)
  }

  report(batch: string | null, revision: number): Omit<IngestReport, 'withdrawn'> {
    return {
      accepted: this.accepted,
      acceptedByType: { ...this.acceptedByType },
      unchanged: this.unchanged,
      refused: this.refused.sort((left, right) => left.line - right.line),
      refusedCount: this.refusedCount,
      refusedRecords: this.refusedRecords,
      warnings: this.warnings,
      warningCount: this.warningCount,
      batch,
      revision,
    }
  }
}
