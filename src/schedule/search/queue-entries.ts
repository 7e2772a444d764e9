import type { CommandQueue } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { queueMembers } from '../store/region-index.ts'

/** A document's move in the index of names. */
export interface EntriesMoved {
  readonly entering: readonly string[]
  readonly leaving: readonly string[]
}

/** Queues the updates of `search`, in the MULTI that changes the documents. */
export function queueEntries(queue: CommandQueue, moves: readonly EntriesMoved[]): void {
  queueMembers(
    moves.flatMap(({ leaving }) => leaving),
    (first, rest) => queue.zrem(keys.search.entries, first, ...rest),
  )
  queueMembers(
    moves.flatMap(({ entering }) => entering),
    (first, rest) => queue.zadd(keys.search.entries, scored(first), ...rest.map(scored)),
  )
}

/** All have one score: Redis then orders them by their bytes, which is what finding by a beginning needs. */
function scored(member: string) {
  return { score: 0, member }
}
