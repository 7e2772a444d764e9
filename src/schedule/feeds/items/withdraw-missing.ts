import { ownerOf } from '../../../ingest/parts/under-owners.ts'
import type { FeedPart } from '../../../model/feeds/feed-settings.ts'
import type { AssetId, CampaignId, TitleId } from '../../../model/fields/identifier.ts'
import type { Title } from '../../../model/nouns/title.ts'
import { type DocumentRecord, readStored, stageRecords } from '../../ingest/stage-records.ts'
import type { StoredDocument } from '../../store/document.ts'
import type { DeliveryRun } from '../delivery-run.ts'
import { countKnownItems, scanKnownItems } from '../stores/item-ledger.ts'

const AT_ONCE = 500

/** What became of the items that the feed had before. */
export interface Missing {
  /** Keys of items that are gone. */
  readonly items: readonly string[]
  /** How many items there were before, and how many of them had media. */
  readonly before: number
  readonly mediaBefore: number
  /** Media of items that are not in the delivery, which came under new ids. */
  readonly churned: number
}

/**
 * Stages the withdrawal of what the feed no longer brings: in a full delivery the records of items that are missing, and
 * in any delivery those of items that say that they are gone, and what a changed item no longer brings. A record that
 * another item still brings stays.
 */
export async function withdrawMissing(run: DeliveryRun): Promise<Missing> {
  const missing = await findMissing(run, run.isWhole)
  if (run.left.size > 0) {
    await findHeldElsewhere(run, new Set(missing.items))
    keepBack(run)
    await stageWithdrawals(run)
  }
  return missing
}

async function findMissing(run: DeliveryRun, isFull: boolean): Promise<Missing> {
  const items = new Set<string>(run.deleted)
  const seen = new Set<string>()
  let mediaBefore = 0
  const churned = new Set<string>()
  if (!run.hasLedger || (!isFull && run.newMedia.size === 0)) {
    return { items: [...items], before: 0, mediaBefore, churned: 0 }
  }
  // A feed that is complete needs no look at all that it had: nothing of it is missing.
  if ((await countKnownItems(run.redis, run.feedId)) === run.known) {
    return { items: [...items], before: run.known, mediaBefore: run.knownWithMedia, churned: 0 }
  }
  for await (const page of scanKnownItems(run.redis, run.feedId)) {
    for (const [key, { records, media }] of page) {
      if (seen.has(key)) continue
      seen.add(key)
      mediaBefore += media.length > 0 ? 1 : 0
      if (run.seen.has(key)) continue
      for (const each of media) if (run.newMedia.has(each)) churned.add(each)
      if (!isFull) continue
      items.add(key)
      for (const record of records) run.leave(record, key)
    }
  }
  return { items: [...items], before: seen.size, mediaBefore, churned: churned.size }
}

/** Finds which records that left are still brought by items that this delivery says nothing about. */
export async function findHeldElsewhere(run: DeliveryRun, gone: ReadonlySet<string>): Promise<void> {
  for await (const page of scanKnownItems(run.redis, run.feedId)) {
    for (const [key, { records }] of page) {
      // An item that changed says itself what it still brings; one in quarantine keeps its last good version.
      if (gone.has(key) || run.items.has(key)) continue
      for (const record of records) if (run.left.has(record)) run.heldElsewhere.add(record)
    }
  }
}

/**
 * Keeps records in force that an item in quarantine takes over from another one: its fault must not end them. The item
 * that they left stays answerable for them, until the other one is good or gone.
 */
export function keepBack(run: DeliveryRun): void {
  for (const id of run.left.keys()) {
    if (run.claims.has(id) && !run.isBrought(id) && !run.heldElsewhere.has(id)) run.keptBack.add(id)
  }
}

async function stageWithdrawals(run: DeliveryRun): Promise<void> {
  const ids = [...run.left.keys()].filter(
    (id) => !run.isBrought(id) && !run.heldElsewhere.has(id) && !run.keptBack.has(id),
  )
  const context = { ...run.dependencies, moves: run.moves }
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE).map((id) => ({ record: namedRecord(id) }))
    const stored = await readStored(run.dependencies, some)
    const group = [...stored.values()].flatMap((document) => withdrawn(document, run.feedId) ?? [])
    const outcome = await stageRecords(context, run.batch, group, run.policy, stored)
    run.stage(outcome.staged)
    for (const [id, parent] of outcome.stored) run.stored.set(id, parent)
  }
}

function namedRecord(id: string): Pick<DocumentRecord['record'], 'id' | 'type'> {
  if (id.startsWith('ttl_')) return { id: id as TitleId, type: 'title' }
  return id.startsWith('ast_') ? { id: id as AssetId, type: 'asset' } : { id: id as CampaignId, type: 'campaign' }
}

/** null: it is not the feed's to withdraw. Campaigns are people's, whoever proposed them. */
function withdrawn({ record, owners, withdrawnAt }: StoredDocument, feed: string): DocumentRecord | null {
  if (withdrawnAt !== undefined) return null
  if (record.type === 'asset') return owners?.assets === feed ? { record, line: 1, withdrawn: true } : null
  if (record.type !== 'title') return null
  const known = { record, owners }
  if (ownerOf('names', known) === feed) return { record, line: 1, withdrawn: true }
  const parts = (['ratings', 'offers'] as const).filter((part: FeedPart & keyof Title) => owners?.[part] === feed)
  if (parts.length === 0) return null
  const empty: Partial<Title> = Object.fromEntries(parts.map((part) => [part, []]))
  return { record: { ...record, ...empty }, line: 1, owners: owners ?? {} }
}
