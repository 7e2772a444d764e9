import type { NaiveCandidate, NaiveRequest } from '../naive/candidate.ts'

/** A library that can say which objects fit a request. */
export interface Peer {
  readonly name: string
  /** Takes in the candidates once, as a service would at its start; what it gives back answers requests. */
  readonly over: (candidates: readonly NaiveCandidate[]) => Filter
}

/** The numbers of the candidates that pass every gate. */
export type Filter = (request: NaiveRequest) => readonly number[] | Promise<readonly number[]>
