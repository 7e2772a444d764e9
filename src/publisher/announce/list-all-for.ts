import type { RegionId } from '../../model/nouns/region.ts'
import { type KnownSnapshot, rememberSnapshot } from '../../schedule/publishing/snapshot-history.ts'
import { readNarrowings } from '../../schedule/takedowns/narrowings.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { changesThatLeft } from '../takedowns/journal/complete-from.ts'
import { journalOf } from '../takedowns/journal/journal.ts'
import { patientDoor } from '../takedowns/journal/store-door.ts'
import { announcedList } from '../takedowns/lists/announced-list.ts'
import { NO_WISH, writeList } from '../takedowns/lists/write-list.ts'

/**
 * Makes a region's takedown list complete for content before that content is announced. Narrowings that the list no
 * longer contains are put back from the archive.
 *
 * @throws OpsProblem 409 when one cannot be: edges would not answer from the content
 */
export async function listAllFor(publisher: PublisherContext, region: RegionId, content: KnownSnapshot): Promise<void> {
  if (await isListed(publisher, region, content)) return
  // From now on, whoever writes the list knows that this content may be announced.
  await rememberSnapshot(publisher.redis, region, content)
  const order = { wish: NO_WISH, ask: patientDoor(publisher), fromStore: true, journal: journalOf(publisher) }
  await writeList(publisher, region, order)
  if (!(await isListed(publisher, region, content))) throw tooOld(region, content)
}

/**
 * Refuses content that is older than the narrowings in the archive, without writing anything.
 * @throws OpsProblem 409
 */
export async function checkListable(
  publisher: PublisherContext,
  region: RegionId,
  content: Pick<KnownSnapshot, 'snapshot' | 'narrowed'>,
): Promise<void> {
  if (await isListed(publisher, region, content)) return
  const upTo = (await announcedList(region, publisher)).list?.completeFrom ?? 0
  const stored = new Set((await readNarrowings(publisher.redis)).changes.map(({ number }) => number))
  const range = { after: content.narrowed, upTo, isStored: (number: number) => stored.has(number) }
  if ((await changesThatLeft(publisher, range)) === null) throw tooOld(region, content)
}

async function isListed(
  publisher: PublisherContext,
  region: RegionId,
  { narrowed }: Pick<KnownSnapshot, 'narrowed'>,
): Promise<boolean> {
  return narrowed >= ((await announcedList(region, publisher)).list?.completeFrom ?? 0)
}

function tooOld(region: RegionId, { snapshot, narrowed }: Pick<KnownSnapshot, 'snapshot' | 'narrowed'>): OpsProblem {
  return new OpsProblem(
    409,
    'Too old',
    `${snapshot.slice(0, 12)} includes withdrawals by changes of the schedule only up to change ${narrowed}. The takedown list of ${region} has dropped later changes, and the archive cannot restore all of them: edges would show house idents. Announce a later snapshot; records that the store has lost must be sent again first.`,
    'to',
  )
}
