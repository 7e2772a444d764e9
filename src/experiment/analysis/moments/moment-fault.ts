/** What is wrong with moments, and where: `metrics[0].arms[1].m.sumSquares`. */
export interface MomentFault {
  readonly field: string
  readonly fault: string
}

/** One fault if so, else none. */
export function when(isSo: boolean, field: string, fault: string): readonly MomentFault[] {
  return isSo ? [{ field, fault }] : []
}
