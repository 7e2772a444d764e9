import type { LineRefusal, Warning } from '../../ingest/lines/line-refusal.ts'
import type { RecordType } from '../../model/nouns/record.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { OrderMove, OrderMoves } from '../moves/order-moves.ts'

/** Greatest number of refusals that a report lists; its count has no limit. */
const LISTED_REFUSALS = 1000
const LISTED_MOVES = 100

/** What changes of records withdrew at once, without waiting for a publish. */
export interface Withdrawal {
  /** Records that are withdrawn from older snapshots, everywhere or in some territories. */
  readonly records: number
  readonly regions: readonly RegionId[]
  /** Regions whose list could not be written: the withdrawal takes effect there at the next publish. */
  readonly waiting: readonly RegionId[]
}

/** What an ingest would take away from what is served. */
export interface WithdrawalImpact {
  /** Records that would be withdrawn, everywhere or in some territories. */
  readonly records: number
  /** Regions in which something is withdrawn: how many candidates of the live snapshot, and of how many. */
  readonly regions: readonly { readonly region: RegionId; readonly candidates: number; readonly of: number }[]
  /** Surfaces that would become empty, by territory. */
  readonly emptied: readonly { readonly region: RegionId; readonly territory: string; readonly surface: string }[]
  /** Why it must be confirmed, as text; empty: it need not be. */
  readonly reasons: readonly string[]
  /** The number that confirms exactly this; null: nothing need be confirmed. */
  readonly confirm: number | null
}

/** The result of an ingest; it accounts for every record that was sent. */
export interface IngestReport {
  /** Records that were new or changed, and are live now. */
  readonly accepted: number
  readonly acceptedByType: Readonly<Record<RecordType, number>>
  /** Records that were stored already, with the same content. */
  readonly unchanged: number
  /** The first 1,000 reasons for refusals, in order of line; a record may have several. */
  readonly refused: readonly LineRefusal[]
  /** The count of all reasons. */
  readonly refusedCount: number
  /** Refused records (lines): accepted + unchanged + this = records sent. */
  readonly refusedRecords: number
  /** The first 1,000 warnings about records that were stored differently from what they say, in order of line. */
  readonly warnings: readonly Warning[]
  /** The count of all warnings. */
  readonly warningCount: number
  /** Null for a dry run: nothing was stored. */
  readonly batch: string | null
  /** Revision of the schedule after the ingest. */
  readonly revision: number
  readonly withdrawn: Withdrawal
  /** Left out when it was not computed. */
  readonly impact?: WithdrawalImpact
  /** Records that joined or left a tag, feed, owner or title that is withdrawn by order; left out: none. */
  readonly orders?: { readonly count: number; readonly first: readonly OrderMove[] }
}

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
