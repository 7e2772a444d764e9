/** Items or records by what came of them. */
export interface Outcome {
  readonly accepted: number
  readonly unchanged: number
  /** Why others were refused, if any were. */
  readonly problem: string | null
}
