import type { LineRefusal, Warning } from '../../ingest/lines/line-refusal.ts'
import type { RecordType } from '../../model/nouns/record.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { OrderMove, OrderMoves } from '../moves/order-moves.ts'

/** Refusals that a report lists; the count beside it goes on. */
const LISTED_REFUSALS = 1000
const LISTED_MOVES = 100

/** What changes of records withdrew from what is served, at once, and without waiting for a publish. */
export interface Withdrawal {
  /** Records that are held back from older snapshots, in whole or in places. */
  readonly records: number
  readonly regions: readonly RegionId[]
  /** Regions whose list could not be written: it holds there from their next publish. */
  readonly waiting: readonly RegionId[]
}

/** What an ingest would take away of what is served. */
export interface WithdrawalImpact {
  /** Records that would be withdrawn, in whole or in places. */
  readonly records: number
  /** Regions in which something is withdrawn: candidates of what is live there, of how many. */
  readonly regions: readonly { readonly region: RegionId; readonly candidates: number; readonly of: number }[]
  /** Where nobody would have an answer any more, who has one now. */
  readonly emptied: readonly { readonly region: RegionId; readonly territory: string; readonly surface: string }[]
  /** Why it has to be confirmed, in words; empty: it has not. */
  readonly reasons: readonly string[]
  /** What says that exactly this is meant; null: nothing has to be said. */
  readonly confirm: number | null
}

/** What came of an ingest: nothing that was sent is missing from it. */
export interface IngestReport {
  /** Records that are live now and were not, or not so, before. */
  readonly accepted: number
  readonly acceptedByType: Readonly<Record<RecordType, number>>
  /** Records that were stored just so already. */
  readonly unchanged: number
  /** The first 1,000 reasons, in order of line; a record may have several. */
  readonly refused: readonly LineRefusal[]
  /** All reasons. */
  readonly refusedCount: number
  /** Records (lines) that were refused: accepted + unchanged + this = records sent. */
  readonly refusedRecords: number
  /** The first 1,000 records that were taken otherwise than they say, in order of line. */
  readonly warnings: readonly Warning[]
  /** All of them. */
  readonly warningCount: number
  /** Null for a dry run: nothing was stored. */
  readonly batch: string | null
  /** Revision of the schedule afterwards. */
  readonly revision: number
  readonly withdrawn: Withdrawal
  /** Left out where what is live was not asked. */
  readonly impact?: WithdrawalImpact
  /** Records that came under an order on a tag, feed, owner or title, or left what is under one; left out: none. */
  readonly orders?: { readonly count: number; readonly first: readonly OrderMove[] }
}

/** What a report says of records that joined or left what is withdrawn by order: how many, and the first of them. */
export function underOrders({ moves }: Pick<OrderMoves, 'moves'>): Pick<IngestReport, 'orders'> {
  return moves.length === 0 ? {} : { orders: { count: moves.length, first: moves.slice(0, LISTED_MOVES) } }
}

/** Counts as an ingest goes along. */
export class IngestTally {
  readonly acceptedByType: Record<RecordType, number> = { title: 0, asset: 0, campaign: 0, takedown: 0 }
  unchanged = 0
  private refusedCount = 0
  private refusedRecords = 0
  private readonly refused: LineRefusal[] = []
  private warningCount = 0
  private readonly warnings: Warning[] = []

  /** One record, with all its reasons. */
  refuse(refusals: readonly LineRefusal[]): void {
    this.refusedRecords += 1
    this.refusedCount += refusals.length
    this.refused.push(...refusals.slice(0, Math.max(0, LISTED_REFUSALS - this.refused.length)))
  }

  /** Records that are taken, though not as they say. */
  warn(warnings: readonly Warning[]): void {
    this.warningCount += warnings.length
    this.warnings.push(...warnings.slice(0, Math.max(0, LISTED_REFUSALS - this.warnings.length)))
  }

  accept(type: RecordType): void {
    this.acceptedByType[type] += 1
  }

  /** Records dealt with so far, with those that are still in the making. */
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
