/**
 * What devices send and get, from the contracts: types alone, so that no schema is loaded on a device. An answer may
 * bring words and fields of a later release: the client hands them on, and whoever reads a word passes over one that it
 * does not know.
 */
export type { Decision } from '../contracts/device/answers/decision.ts'
export type { DecisionsAnswer } from '../contracts/device/answers/decisions.ts'
export type { ProblemBody } from '../contracts/device/answers/problem.ts'
export type { AskedPlacement } from '../contracts/device/requests/decisions.ts'
export type { ReportedEvent } from '../contracts/device/requests/events.ts'
export type { StatedHints } from '../contracts/device/requests/hints.ts'
