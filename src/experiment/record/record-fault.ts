/** What is wrong with a record: the field, and in words what, and how to mend it. */
export interface RecordFault {
  /** As a path: `variations.1.parameters`; empty: the record as a whole. */
  readonly field: string
  readonly reason: string
}

/** One fault if so, else none. */
export function faultIf(isSo: boolean, field: string, reason: string): readonly RecordFault[] {
  return isSo ? [{ field, reason }] : []
}
