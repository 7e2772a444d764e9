import type { ReportedEvent } from '../device-types.ts'

/** An event as it happened: its age is counted when it is sent. */
export interface HappenedEvent extends Omit<ReportedEvent, 'token' | 'ageMs'> {
  /** The token of the answer that its item is from. */
  readonly token: string
}
