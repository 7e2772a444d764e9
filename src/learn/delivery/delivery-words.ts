import type { ExpectedRange } from '../forecast/expected-range.ts'

/** What the words are about. */
export interface WordedReport {
  readonly from: string
  readonly to: string
  readonly asOf: string | null
  readonly goal: { readonly counts: string; readonly amount: number } | null
  readonly plannedSoFar: number | null
  readonly totals: {
    /** Of these days and places; null: the goal is not spread. */
    readonly booked: number | null
    readonly delivered: number
    readonly projected: ExpectedRange | null
  }
}

/** A report in short, for whoever does not see its picture. */
export function deliveryWords({ from, to, asOf, goal, plannedSoFar, totals }: WordedReport): string {
  const { booked, delivered, projected } = totals
  const of = goal === null ? '' : ` of ${whole(booked ?? goal.amount)} booked`
  const planned = plannedSoFar === null ? '' : `; planned by now: ${whole(plannedSoFar)}`
  const ahead =
    projected === null || isOver(totals)
      ? ''
      : `; expected by ${to}: ${whole(projected.mid)} (${whole(projected.low)} to ${whole(projected.high)} in four cases of five)`
  const counted = asOf === null ? ' No event is counted yet.' : ` Counted until ${asOf}.`
  return `${from} to ${to}, UTC: ${whole(delivered)} ${goal?.counts ?? 'impressions'} delivered${of}${planned}${ahead}.${counted}`
}

/** Nothing is still to come. */
function isOver({ delivered, projected }: WordedReport['totals']): boolean {
  return projected !== null && projected.low === delivered && projected.high === delivered
}

function whole(value: number): string {
  return value.toLocaleString('en-US')
}
