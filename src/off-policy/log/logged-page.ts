/** Why a slot of a page counts in no estimate, though it says what stands above others. */
export type LeftOutSlot = 'sticky' | 'notDrawn'

/** One slot of a page as it was logged. */
export interface LoggedSlot {
  /** The file that it stands in, as an index, and the line in it, from 1. */
  readonly file: number
  readonly line: number
  /** From 0 at the top. */
  readonly position: number
  readonly action: string
  /** The chance that the logging policy had to put the action here, given what stands above; in (0, 1]. */
  readonly propensity: number
  readonly reward: number
  /** Null: it was drawn, and counts. */
  readonly leftOut: LeftOutSlot | null
}

/** What was decided at once: the slots from the top, without a gap. */
export interface LoggedPage {
  /** Null: the log does not name decisions, and each of its rows is a page of its own. */
  readonly decision: string | null
  /** Rows of one unit hang together; null: the page is a unit of its own. */
  readonly unit: string | null
  readonly slots: readonly LoggedSlot[]
  /** No row of it was rejected. */
  readonly whole: boolean
}

/** A row that could not be read, and why. */
export interface RejectedRow {
  readonly file: number
  readonly line: number
  /** The field first, where one is at fault. */
  readonly reason: string
}

/** What a log was read from: its rows, or decisions and the events that say what came of them. */
export interface LogSource {
  readonly of: 'rows' | 'decisions' | 'events'
  /** Rows or lines, whatever became of them. */
  readonly read: number
  readonly rejected: number
}

/** What was read of one log, in one or more files. */
export interface OffPolicyLog {
  readonly pages: readonly LoggedPage[]
  /** The first of those that were rejected; `sources` count all. */
  readonly rejected: readonly RejectedRow[]
  /** The first is that of the pages. */
  readonly sources: readonly [LogSource, ...LogSource[]]
  /** Rows of the log, whatever became of them. */
  readonly rows: number
  /** What the log calls its top position: 0 or 1. */
  readonly firstPosition: 0 | 1
}
