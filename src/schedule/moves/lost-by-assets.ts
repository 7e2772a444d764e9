import type { Campaign } from '../../model/nouns/campaign.ts'
import {
  type AssetProperties,
  type AssetSelector,
  playable,
  Selection,
  selectingGroups,
  selectorOf,
} from '../campaigns/select-assets.ts'
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

/**
 * Assets that leave a tag or feed by which a stored campaign selected them, or come under one that it leaves out, and
 * that it no longer selects. An asset of another kind, aspect or title is withdrawn for that alone.
 */
export async function lostByAssets(
  { redis, now, meanwhile }: MovesContext,
  moved: readonly StagedRecord[],
  { changed, skipped, lines }: Beside,
): Promise<ReadonlySet<string>> {
  const lost = new Set<string>()
  const moving = byGroupMoved(moved)
  if (moving.size === 0) return lost
  for await (const page of readAllDocuments(redis, 'campaign')) {
    await meanwhile?.()
    for (const { record } of page) {
      const before = selectorOf(record)
      if (before === null || record.status !== 'approved' || skipped.has(record.id)) continue
      const next = changed.get(record.id)
      const after = next === undefined || Array.isArray(next) ? before : next
      const left = leavingSelector(moving, before, after).filter(({ id }) => !lost.has(id))
      if (left.length === 0) continue
      // Age is ignored: what a campaign selected by age when a snapshot was made is no longer known.
      const { addedWithinDays: _, ...atAnyAge } = before
      const selection = new Selection(atAnyAge, lines, now())
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

/** The assets that leave or join each group. */
type Moving = ReadonlyMap<string, readonly StagedRecord[]>

function byGroupMoved(moved: readonly StagedRecord[]): Moving {
  const moving = new Map<string, StagedRecord[]>()
  for (const record of moved) {
    if (record.move === null) continue
    const { before, after } = record.move
    const left = before.filter((group) => !after.includes(group))
    const joined = after.filter((group) => !before.includes(group))
    for (const group of [...left, ...joined]) {
      const others = moving.get(group)
      if (others) others.push(record)
      else moving.set(group, [record])
    }
  }
  return moving
}

/** The assets that leave a group which the selector asks for, or join one that it leaves out. */
function leavingSelector(moving: Moving, before: AssetSelector, after: AssetSelector): readonly StagedRecord[] {
  const [meant, means] = [selectingGroups(before), selectingGroups(after)]
  const [leftOut, leavesOut] = [leavingOut(before), leavingOut(after)]
  const found = new Set<StagedRecord>()
  for (const [group, records] of moving) {
    if (!mentions(before, group) && !(before.not && mentions(before.not, group))) continue
    for (const record of records) {
      const { move } = record
      if (move === null || !meant(move.before)) continue
      if (!means(move.after) || (leavesOut(move.after) && !leftOut(move.before))) found.add(record)
    }
  }
  return [...found]
}

/** Whether a selector can leave out an asset in given groups. */
function leavingOut({ not }: AssetSelector): (groups: readonly string[]) => boolean {
  return not === undefined ? () => false : selectingGroups(not)
}

/** Whether the selector asks for this group, a feed or a tag. */
function mentions({ feed, tags }: AssetProperties, group: string): boolean {
  if (group.startsWith('feed:')) return feed !== undefined && selectingGroups({ feed })([group])
  return tags !== undefined && selectingGroups({ tags })([group])
}
