import type { Campaign } from '../../model/nouns/campaign.ts'
import { type AssetSelector, playable, Selection, selectingGroups, selectorOf } from '../campaigns/select-assets.ts'
import type { StagedRecord } from '../ingest/stage-batch.ts'
import { readAllDocuments, readDocuments } from '../store/read-documents.ts'
import type { TitleLines } from '../store/title-lines.ts'
import type { MovesContext } from './moves-context.ts'

/** What else must be known of the batch. */
interface Beside {
  /** Campaigns that will select differently → what they select then. */
  readonly changed: ReadonlyMap<string, Campaign['assets']>
  /** Campaigns whose assets are compared one by one anyway. */
  readonly skipped: ReadonlySet<string>
  readonly lines: TitleLines
}

/** Assets that leave a tag or feed by which a stored campaign selected them, and that it no longer selects. */
export async function lostByAssets(
  { redis, now, meanwhile }: MovesContext,
  moved: readonly StagedRecord[],
  { changed, skipped, lines }: Beside,
): Promise<ReadonlySet<string>> {
  const lost = new Set<string>()
  const leaving = byGroupLeft(moved)
  if (leaving.size === 0) return lost
  for await (const page of readAllDocuments(redis, 'campaign')) {
    await meanwhile?.()
    for (const { record } of page) {
      const before = selectorOf(record)
      if (before === null || record.status !== 'approved' || skipped.has(record.id)) continue
      const next = changed.get(record.id)
      const after = next === undefined || Array.isArray(next) ? before : next
      const left = leavingSelector(leaving, before, after).filter(({ id }) => !lost.has(id))
      if (left.length === 0) continue
      // Age is ignored: what a campaign selected by age when a snapshot was made is no longer known.
      const selection = new Selection(before.titles ? { titles: before.titles } : {}, lines, now())
      const documents = await readDocuments(
        redis,
        'asset',
        left.map(({ id }) => id),
      )
      const assets = playable(documents)
      for (const { id } of await selection.among(assets)) lost.add(id)
    }
  }
  return lost
}

type Leaving = ReadonlyMap<string, readonly StagedRecord[]>

function byGroupLeft(moved: readonly StagedRecord[]): Leaving {
  const leaving = new Map<string, StagedRecord[]>()
  for (const record of moved) {
    for (const group of record.move?.before ?? []) {
      if (record.move?.after.includes(group)) continue
      const others = leaving.get(group)
      if (others) others.push(record)
      else leaving.set(group, [record])
    }
  }
  return leaving
}

/** The assets that leave a group which the selector asks for. */
function leavingSelector(leaving: Leaving, before: AssetSelector, after: AssetSelector): readonly StagedRecord[] {
  const [meant, means] = [selectingGroups(before), selectingGroups(after)]
  const found = new Set<StagedRecord>()
  for (const [group, records] of leaving) {
    if (!mentions(before, group)) continue
    for (const record of records) {
      if (record.move && meant(record.move.before) && !means(record.move.after)) found.add(record)
    }
  }
  return [...found]
}

/** Whether the selector asks for this group, a feed or a tag. */
function mentions({ feed, tags }: AssetSelector, group: string): boolean {
  if (group.startsWith('feed:')) return feed !== undefined && selectingGroups({ feed })([group])
  return tags !== undefined && selectingGroups({ tags })([group])
}
