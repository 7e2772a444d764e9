import type { Decision, DecisionsAnswer, ProblemBody, StatedHints } from './device-types.ts'

/** Why the edge did not say what plays. */
export interface AskFailure {
  /**
   * `late`: nothing came before the deadline. `unreachable`: nothing answers, or with something that is no answer.
   * `refused`: a problem, such as a bad viewer token. `changed`: viewer, hints or headers are others than when it was asked.
   */
  readonly why: 'late' | 'unreachable' | 'refused' | 'changed'
  /** For developers, not for viewers. */
  readonly detail: string
  readonly problem: ProblemBody | null
}

/** An item of an answer that this device cannot use, and why. */
export interface SkippedItem {
  readonly placement: string
  readonly reason: 'no-playable-encoding' | 'malformed'
  readonly item: unknown
}

/** What plays: always an outcome, never an exception. */
export interface AskOutcome {
  /** `edge`: just decided. `last-good`: an answer of before to the same question. `device`: the device's own items, or none. */
  readonly source: 'edge' | 'last-good' | 'device'
  /** The answer, with fields that this release does not know; null: there is none. */
  readonly answer: DecisionsAnswer | null
  /** Null: the edge has answered. */
  readonly failure: AskFailure | null
  /** What plays, in order, by the id of its placement; each placement that was asked for is there. */
  readonly items: Readonly<Record<string, readonly Decision[]>>
  /** What to play instead when an item cannot be played, likewise. */
  readonly backups: Readonly<Record<string, readonly Decision[]>>
  readonly skipped: readonly SkippedItem[]
  /** Time since the answer came; 0: just now. */
  readonly ageMs: number
  /** Time from the question to this outcome. */
  readonly tookMs: number
}

/** What a call for decisions may say. */
export interface AskOptions {
  /** Beside the hints of the settings, and before them. */
  readonly hints?: StatedHints | undefined
  /** How long this decision is waited for. */
  readonly deadlineMs?: number | undefined
  /** Told of what came after the deadline: for a device that has nothing better to show yet. */
  readonly late?: ((outcome: AskOutcome) => void) | undefined
}
