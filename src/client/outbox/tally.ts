/** What became of the events: each is in exactly one of these numbers, but for those that an earlier run sent. */
export interface OutboxTally {
  readonly waiting: number
  readonly accepted: number
  /** The edge would not take them: sent again, they would be refused again. */
  readonly rejected: number
  /** Older than the edge takes. */
  readonly expired: number
  /** The oldest, dropped because more waited than there is room for. */
  readonly overflowed: number
  /** What the edge said of the last one that it refused; null: nothing yet. */
  readonly refusal: string | null
}
