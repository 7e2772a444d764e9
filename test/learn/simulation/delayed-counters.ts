/** The share of events that come late, and the share of those underway that come in a step: an hour on average. */
const LATE_SHARE = 0.04
const ARRIVE_SHARE = 1 - Math.exp(-1 / 12)

/**
 * What the counters say of a campaign: a step behind, some events later, and nothing new while they are out. The
 * watermark moves with the newest event, so that late ones are missing below it.
 */
export class DelayedCounters {
  private arrived = 0
  private late = 0
  private said = { counted: 0, asOf: Number.NEGATIVE_INFINITY }

  /** The events of a step that is over. */
  add(events: number): void {
    const coming = this.late * ARRIVE_SHARE
    this.late += LATE_SHARE * events - coming
    this.arrived += (1 - LATE_SHARE) * events + coming
  }

  /** What they say at an instant; while they are out, what they said before. */
  read(asOf: number, areOut: boolean): { readonly counted: number; readonly asOf: number } {
    const now = { counted: Math.floor(this.arrived), asOf }
    if (!areOut) this.said = now
    return this.said
  }
}
