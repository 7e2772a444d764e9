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

/** An invocation has a thousand operations. */
const PUT_BACK_MAX = 300

/** For which content a list says all, and what it has to say again for that. */
export interface Completeness {
  /** The least `narrowed` of content that it says all for. */
  readonly completeFrom: number
  readonly putBack: readonly Change[]
}

/**
 * The number goes up with every change that leaves. It comes down again when content may be announced that is older than
 * what has left, as after a rollback to one beyond retention: then the list says these changes again, from the archive.
 * Where one is not to be had the number stays, and edges do not answer from such content.
 */
export async function completeness(
  publisher: PublisherContext,
  region: RegionId,
  { list }: LiveList,
  view: RegionView | null,
): Promise<Completeness> {
  // Where no list is announced, what the store forgot on purpose is on none.
  const before = list?.completeFrom ?? view?.droppedTo ?? 0
  if (view === null) return { completeFrom: before, putBack: [] }
  const oldest = Math.min(...view.narrowed)
  if (oldest >= before) return { completeFrom: Math.max(before, view.needed), putBack: [] }
  const stored = new Set(view.changes.map(({ number }) => number))
  const lifted = new Set(list?.lifted.map(({ id }) => id))
  // One whose documents never came holds for all content, until somebody lifts it: then it is over for all.
  const isStored = (number: number): boolean =>
    stored.has(number) || stored.has(FORGOTTEN_FROM + number) || lifted.has(`change:${number}`)
  const left = await changesThatLeft(publisher, { after: oldest, upTo: before, isStored })
  if (left === null) return { completeFrom: before, putBack: [] }
  return { completeFrom: oldest, putBack: changesIn(publisher.rules, region, { changes: left, unmade: new Set() }) }
}

/** Changes by their numbers, above one and up to another. */
interface Range {
  readonly after: number
  readonly upTo: number
  /** Whether the store says it itself, or it is over. */
  readonly isStored: (number: number) => boolean
}

/** What the archive says of changes, but for those that are not asked for; null: one is not there, or they are too many. */
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
