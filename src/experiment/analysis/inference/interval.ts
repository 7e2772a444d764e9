/** A lift with its interval. */
export interface Lift {
  readonly value: number
  readonly low: number
  readonly high: number
  /** Standard error. */
  readonly se: number
}

/** An interval that holds at every look, and its always-valid p. */
export interface SequentialInterval {
  readonly low: number
  readonly high: number
  readonly p: number
}
