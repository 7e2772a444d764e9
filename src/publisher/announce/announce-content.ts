import { noteLiveAssets } from '../../schedule/learned/live-assets.ts'
import { noteAnnouncing } from '../../schedule/publishing/announcing.ts'
import { rememberSnapshot } from '../../schedule/publishing/snapshot-history.ts'
import { dayOf } from '../../schedule/reports/counters/held-days.ts'
import { shrunkBy } from '../../snapshot/floor.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { LockedRegion } from '../publish/region-lock.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { type Announcement, announce, type Content, contentOf } from './announce.ts'
import { listAllFor } from './list-all-for.ts'
import { liveTakedowns } from './live-region.ts'

/** Who announces something, and why. */
export interface Occasion {
  readonly actor: string
  readonly reason: string
}

/** Settings announced with the content; a setting that is left out stays as it was, unless its time has passed. */
export type Beside = Partial<Pick<Announcement, 'canary' | 'pinnedUntil' | 'overrides'>>

/** Announces content instead of what is live, if the lock is still held; then remembers what was announced. */
export async function announceContent(
  publisher: PublisherContext,
  held: LockedRegion,
  chosen: Content,
  { actor, reason, ...changes }: Occasion & Beside,
): Promise<PointerPayload> {
  const { region, sequence, live } = held
  if (!(await held.stillOurs())) throw new Error('the lock lapsed and passed to somebody else; nothing was announced')
  const { canary, pinnedUntil, overrides } = { ...stillRunning(live, publisher.now()), ...changes }
  // A snapshot announced as knowing of more narrowings does know of them, even if the store has lost the note since.
  const known = live?.snapshot === chosen.snapshot ? Math.max(live.narrowed, chosen.narrowed) : chosen.narrowed
  const content = { ...contentOf(chosen), narrowed: known }
  const beside = { canary, pinnedUntil, overrides }
  // `previous` is the last other snapshot, however often the live one was announced again.
  const previous = live?.snapshot === content.snapshot ? live.previous : (live?.snapshot ?? null)
  for (const each of canary === null ? [content] : [content, canary]) {
    await listAllFor(publisher, region, { ...contentOf(each), sequence, at: publisher.now(), actor, reason })
  }
  await noteAnnouncing(publisher.redis, region, sequence)
  // Whoever serves it serves at least the list that is in force now; one that cannot be read just now is in force all the same.
  const takedowns = Math.max(live?.takedowns ?? 0, (await liveTakedowns(region, publisher))?.sequence ?? 0)
  const shrunk = shrunkBy(live, { sequence, shards: content.shards, overrides, pinnedUntil })
  const pointer = await announce(
    { region, sequence, content, takedowns, previous, ...beside, shrunk, actor, reason },
    publisher,
  )
  // The content is live by now: if it cannot be remembered, it only cannot be rolled back to after the next publish.
  for (const each of [canary, content]) {
    if (each === null) continue
    const announced = { ...contentOf(each), sequence, at: publisher.now(), actor, reason }
    await rememberSnapshot(publisher.redis, region, announced).catch(() =>
      console.error(JSON.stringify({ level: 'error', code: 'snapshot-not-remembered', region })),
    )
  }
  const served = { day: dayOf(publisher.now()), shards: content.shards }
  await noteLiveAssets(publisher.redis, region, served).catch(() =>
    console.error(JSON.stringify({ level: 'error', code: 'live-assets-not-noted', region })),
  )
  return pointer
}

/** Remembers content before its shards are written, so that garbage collection keeps them. */
export async function rememberPending(
  publisher: PublisherContext,
  { region }: LockedRegion,
  content: Content,
  { actor, reason }: Occasion,
): Promise<void> {
  const pending = { ...contentOf(content), sequence: null, at: publisher.now(), actor, reason }
  await rememberSnapshot(publisher.redis, region, pending)
}

function stillRunning(live: PointerPayload | null, now: number): Required<Beside> {
  const open = (until: string | undefined): boolean => until !== undefined && now < Date.parse(until)
  return {
    canary: live?.canary && open(live.canary.until) ? live.canary : null,
    pinnedUntil: live?.pinnedUntil && open(live.pinnedUntil) ? live.pinnedUntil : null,
    overrides: live?.overrides ?? [],
  }
}
