import type { AnnouncedRevision } from '../../schedule/feeds/stores/servable.ts'
import type { StoredDocument } from '../../schedule/store/document.ts'

const DAY_MS = 86_400_000

/**
 * The first day (UTC, `YYYY-MM-DD`) whose events are all about an asset as it is now: events name a rendition by its
 * index, which an edit may move. It is the day after its last edit went live; null: that has not happened yet. Of an asset
 * that was never edited every day counts.
 *
 * @param announced what the region announced of the schedule, the newest first; maybe not all of it
 */
export function liveFrom(
  { revision, changedAt }: Pick<StoredDocument<'asset'>, 'revision' | 'changedAt'>,
  announced: readonly Pick<AnnouncedRevision, 'at'>[],
): string | null {
  if (revision === 1) return ''
  const oldest = announced.at(-1)
  // What was announced longer ago is not remembered: the edit was live soon after.
  const wentLive = oldest && oldest.at > changedAt ? changedAt : announced.findLast(({ at }) => at >= changedAt)?.at
  return wentLive === undefined ? null : new Date(wentLive + DAY_MS).toISOString().slice(0, 10)
}
