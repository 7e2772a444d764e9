import { type FeedFinding, fault } from '../../../ingest/feeds/feed-finding.ts'
import type { Draft, ExternalTitle, FeedItem } from '../../../ingest/feeds/feed-reader.ts'
import { shapeDraft } from '../../../ingest/parts/shape-draft.ts'
import type { ScheduleRecord } from '../../../model/nouns/record.ts'
import { faultsByRules } from '../../ingest/read-records.ts'
import { externalKey } from '../../store/external-titles.ts'
import type { DeliveryRun } from '../delivery-run.ts'
import type { Bases } from './read-bases.ts'

/** An item's records, and what was found in them. */
export interface ShapedItem {
  readonly records: readonly ScheduleRecord[]
  readonly findings: readonly FeedFinding[]
}

/**
 * Turns an item's drafts into records that the schema and the rules have checked.
 *
 * @param known records that the item brought before
 */
export function shapeItem(
  run: DeliveryRun,
  item: FeedItem,
  drafts: readonly Draft[],
  bases: Bases,
  known: readonly string[],
): ShapedItem {
  const { settings } = run.order.feed
  const { line, itemId } = item
  const records = new Map<string, ScheduleRecord>()
  const findings: FeedFinding[] = []
  const context = {
    feedId: run.feedId,
    feed: settings,
    itemId: itemId === null ? null : itemId.slice(0, 200),
    line,
    titleSoFar: (id: string) => {
      const stored = bases.documents.get(id)?.record
      const own = records.get(id)
      if (own?.type === 'title') return own
      return run.titleSoFar(id) ?? bases.staged.get(id) ?? (stored?.type === 'title' ? stored : null)
    },
    titleWith: (external: ExternalTitle['externalId']) => {
      const key = externalKey(external)
      return run.externals.get(key) ?? bases.externals.get(key) ?? null
    },
    withinFeed: run.withinFeed,
  }
  for (const draft of drafts) {
    const shaped = shapeDraft(draft, context)
    findings.push(...shaped.findings)
    const { record } = shaped
    if (record === null) continue
    findings.push(...faultsByRules(record, line, run.dependencies))
    if (records.has(record.id) || run.bringers.has(record.id)) findings.push(...broughtTwice(record, item))
    if (bases.documents.has(record.id) && !known.includes(record.id)) findings.push(...ofPersons(run, record, item))
    records.set(record.id, record)
  }
  return { records: [...records.values()], findings }
}

/** Items may share a title, such as their series. A video or campaign belongs to one item. */
function broughtTwice(record: ScheduleRecord, { line }: FeedItem): readonly FeedFinding[] {
  if (record.type === 'title') return []
  const hint = 'this delivery brings another record with this id: send one of the two'
  return [fault(line, 'duplicate-id', 'id', record.id, hint)]
}

/** Campaigns have no owners in the store: one that an item did not bring before is a person's, or another item's. */
function ofPersons(run: DeliveryRun, record: ScheduleRecord, { line }: FeedItem): readonly FeedFinding[] {
  if (record.type !== 'campaign' || !run.hasLedger) return []
  const hint = 'this campaign was not brought by this item: give yours another id'
  return [fault(line, 'owned-elsewhere', 'id', record.id, hint)]
}
