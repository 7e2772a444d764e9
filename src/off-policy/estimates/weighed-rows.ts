/** The rows that count in the estimates, as columns: each array has one number a row. */
export interface WeighedRows {
  readonly count: number
  readonly unit: Int32Array
  readonly page: Int32Array
  readonly position: Int32Array
  /** Index in the reward table. */
  readonly action: Int32Array
  readonly reward: Float64Array
  /** The product of the ratios of chances, new over logged, from the top of the page down to this row. */
  readonly weight: Float64Array
  /** The same product, down to the row above; 0: the policy never gets here. */
  readonly weightAbove: Float64Array
  /** What is expected of the policy here, and of the action that was logged. */
  readonly expected: Float64Array
  readonly expectedOfLogged: Float64Array
  readonly support: Float64Array
  /** Units and pages in all. */
  readonly units: number
  readonly pages: readonly CountedPage[]
  /** How much of the policy lies on each action of the reward table; null when the model is not fitted on this log. */
  readonly leanings: readonly Leaning[] | null
}

/** Whether all of these rows have one reward: then they cannot say how far others would be from it. */
export function rewardedAlike({ reward }: WeighedRows, rows: ArrayLike<number>): boolean {
  const first = reward[rows[0] ?? 0]
  for (let at = 1; at < rows.length; at++) if (reward[rows[at] ?? 0] !== first) return false
  return true
}

/** A page with a row that counts. */
export interface CountedPage {
  readonly unit: number
  readonly whole: boolean
}

/** The chance of the policy on each action, summed over the rows of a position that it gets to; the last index is all other actions. */
export interface Leaning {
  readonly plain: Float64Array
  /** Each row times its weight from above. */
  readonly carried: Float64Array
}
