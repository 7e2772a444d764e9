import type { RegionId } from '../../../model/nouns/region.ts'
import type { NumberedNarrowings } from '../../../schedule/takedowns/narrowings.ts'
import { FORGOTTEN_FROM } from '../../../snapshot/takedowns/limits.ts'
import type { LiveReader } from '../../announce/live-region.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import type { LiveList } from '../lists/announced-list.ts'
import { changesIn } from '../reach.ts'
import type { Change } from '../withdrawn.ts'
import { archivedChange } from './change-archive.ts'
import type { RegionView } from './store-view.ts'

/** An invocation may do a thousand operations on KV. */
const PUT_BACK_MAX = 300

/** The content for which a list is complete, and what must be put back on it for that. */
export interface Completeness {
  /** The lowest `narrowed` of content that the list is complete for. */
  readonly completeFrom: number
  readonly putBack: readonly Change[]
}

/**
 * Computes `completeFrom` of the next list. It rises with every narrowing that leaves the list. It falls again when
 * older content may be announced, as after a rollback beyond retention: then the narrowings that have left are put back
 * from the archive. If one is missing there, the number stays, and edges do not answer from such content.
 */
export async function completeness(
  publisher: PublisherContext,
  region: RegionId,
  { list }: LiveList,
  view: RegionView | null,
): Promise<Completeness> {
  // Without an announced list, the narrowings that the store dropped on purpose are on none.
  const before = list?.completeFrom ?? view?.droppedTo ?? 0
  if (view === null) return { completeFrom: before, putBack: [] }
  const oldest = Math.min(...view.narrowed)
  if (oldest >= before) return { completeFrom: Math.max(before, view.needed), putBack: [] }
  const stored = new Set(view.changes.map(({ number }) => number))
  const lifted = new Set(list?.lifted.map(({ id }) => id))
  // A narrowing without its documents holds for all content until a person lifts it, and then for none.
  const isStored = (number: number): boolean =>
    stored.has(number) || stored.has(FORGOTTEN_FROM + number) || lifted.has(`change:${number}`)
  const left = await changesThatLeft(publisher, { after: oldest, upTo: before, isStored })
  if (left === null) return { completeFrom: before, putBack: [] }
  return { completeFrom: oldest, putBack: changesIn(publisher.rules, region, { changes: left, unmade: new Set() }) }
}

/** Narrowings by their numbers, above `after` and up to `upTo`. */
interface Range {
  readonly after: number
  readonly upTo: number
  /** Whether the store has the narrowing itself, or it was lifted. */
  readonly isStored: (number: number) => boolean
}

/** Archived narrowings of a range, except those that the store has; null: one is missing, or there are too many. */
export async function changesThatLeft(
  reader: LiveReader,
  { after, upTo, isStored }: Range,
): Promise<readonly NumberedNarrowings[] | null> {
  if (upTo - after > PUT_BACK_MAX) return null
  const found: NumberedNarrowings[] = []
  for (let number = after + 1; number <= upTo; number++) {
    if (isStored(number)) continue
    const change = await archivedChange(reader, number)
    if (change === null) return null
    found.push(change)
  }
  return found
}
