import { passes } from '../naive/filter.ts'
import type { Peer } from './peer.ts'

/** `Array.filter` with the gates written out. */
export const handWritten: Peer = {
  name: 'hand-written filter',
  over: (candidates) => (request) =>
    candidates.filter((candidate) => passes(candidate, request)).map(({ index }) => index),
}
