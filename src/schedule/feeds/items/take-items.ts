import { type Reference, referencesOf } from '../../../ingest/checks/check-references.ts'
import { type FeedFinding, fault, warning } from '../../../ingest/feeds/feed-finding.ts'
import type { Draft, FeedItem, MappedItem } from '../../../ingest/feeds/feed-reader.ts'
import type { Warning } from '../../../ingest/lines/line-refusal.ts'
import { findUnsafe } from '../../../ingest/lines/unsafe-content.ts'
import { contentHash } from '../../../model/content-hash.ts'
import type { ScheduleRecord } from '../../../model/nouns/record.ts'
import { type DocumentRecord, stageRecords } from '../../ingest/stage-records.ts'
import { findStoredReferences } from '../../store/stored-references.ts'
import type { DeliveryRun } from '../delivery-run.ts'
import { type KnownItem, noteItems, readKnownItems } from '../stores/item-ledger.ts'
import { applyFix, type Fix, faultsOf, readFixes } from './item-fixes.ts'
import { itemKey, repeatedKey } from './item-key.ts'
import { type Bases, readBases } from './read-bases.ts'
import { shapeItem } from './shape-item.ts'

/** An item that has to be looked at: it is new, or its source is another one than before. */
interface OpenItem {
  readonly item: FeedItem
  readonly key: string
  readonly before: KnownItem | null
  readonly hash: string
  readonly mapped: MappedItem
}

/** Takes a group of items: what is known is passed over, what is faulty goes into quarantine, the rest is staged. */
export async function takeItems(run: DeliveryRun, group: readonly FeedItem[]): Promise<void> {
  const fresh = group.flatMap((item) => firstSight(run, item) ?? [])
  const known = run.hasLedger
    ? await readKnownItems(
        run.redis,
        run.feedId,
        fresh.map(({ key }) => key),
      )
    : new Map<string, KnownItem>()
  run.known += known.size
  for (const { media } of known.values()) run.knownWithMedia += media.length > 0 ? 1 : 0
  const open = fresh.flatMap((each) => openItem(run, each, known.get(each.key) ?? null) ?? [])
  if (open.length === 0) return
  const fixes = await readFixes(
    run,
    open.map(({ key }) => key),
  )
  const bases = await readBases(run, draftsOf(open, fixes))
  const shaped = open.flatMap((each) => shapeOpen(run, each, bases, fixes.get(each.key) ?? null))
  await stage(run, shaped, bases)
  if (run.batch !== null && run.hasLedger) await noteItems(run.redis, run.order.delivery, notesOf(run, open))
}

/** null: the item came before in this delivery. Twice the same is harmless; two that differ under one id are not. */
function firstSight(run: DeliveryRun, item: FeedItem): { item: FeedItem; key: string; hash: string } | null {
  const { sha256 } = run.dependencies.lookups
  const hash = sha256(`${run.fingerprint}\n${item.source}`).slice(0, 32)
  const key = itemKey(item, sha256)
  const earlier = run.seen.get(key)
  if (earlier === undefined) {
    run.seen.set(key, hash)
    return { item, key, hash }
  }
  if (earlier === hash) {
    run.repeated += 1
    return null
  }
  const hint = 'another item of this delivery has the same id: every item needs an id of its own, which never changes'
  const count = (run.repeats.get(key) ?? 0) + 1
  run.repeats.set(key, count)
  const again = repeatedKey(key, count)
  run.seen.set(again, hash)
  const found = fault(item.line, 'duplicate-item', '', item.itemId ?? '', hint)
  run.quarantine(again, { item: item.itemId, line: item.line }, [found], { source: item.source, drafts: [], good: [] })
  return null
}

/** null: nothing has to be done about the item. */
function openItem(
  run: DeliveryRun,
  { item, key, hash }: { readonly item: FeedItem; readonly key: string; readonly hash: string },
  before: KnownItem | null,
): OpenItem | null {
  if (before !== null && item.version !== undefined && before.version !== null && item.version < before.version) {
    const hint = `version ${before.version} came before: an older one changes nothing`
    run.note(item.itemId, [warning(item.line, 'stale-version', 'version', item.version, hint)])
    run.unchanged += 1
    return null
  }
  // Of what a person mends, the source is the same as before, and the fix another one.
  if (before?.hash === hash && !run.order.byHand) {
    run.unchanged += 1
    return null
  }
  const mapped = item.map()
  if (!mapped.deletes) return { item, key, before, hash, mapped }
  run.note(item.itemId, mapped.findings)
  if (before === null) {
    const hint = 'no item of this id is in force, so nothing was withdrawn: look whether it came under another id'
    run.note(item.itemId, [warning(item.line, 'nothing-to-delete', '', item.itemId ?? '', hint)])
    run.unchanged += 1
  } else {
    run.deleted.add(key)
    for (const record of before.records) run.leave(record, key)
    run.items.set(key, { item: item.itemId, line: item.line, records: [], media: [], before: before.hash, fix: null })
  }
  return null
}

function draftsOf(open: readonly OpenItem[], fixes: ReadonlyMap<string, Fix>): readonly Draft[] {
  return open.flatMap(({ key, mapped }) => {
    const fix = fixes.get(key)
    return fix === undefined ? mapped.drafts : [...mapped.drafts, ...applyFix(mapped.drafts, fix)]
  })
}

const isWarning = ({ severity }: FeedFinding): boolean => severity === 'warning'

/**
 * What the records lack because the source is at fault is said of the source alone. A fix is checked against all of it,
 * because the patched records are shaped again.
 */
function notSaidBefore(mapped: MappedItem, shaped: readonly FeedFinding[]): readonly FeedFinding[] {
  return mapped.findings.every(isWarning) ? shaped : shaped.filter(isWarning)
}

/** An item's records, or none when it goes into quarantine. */
function shapeOpen(run: DeliveryRun, open: OpenItem, bases: Bases, fix: Fix | null): readonly ScheduleRecord[] {
  const { item, key, before, mapped } = open
  const good = before?.records ?? []
  let shaped = shapeItem(run, item, mapped.drafts, bases, good)
  let findings = [...mapped.findings, ...unsafeOf(item, mapped.drafts), ...notSaidBefore(mapped, shaped.findings)]
  let applied: Fix | null = null
  if (fix !== null && (run.order.byHand || faultsOf(findings) === fix.faults)) {
    const drafts = applyFix(mapped.drafts, fix)
    shaped = shapeItem(run, item, drafts, bases, good)
    const still = shaped.findings.filter(({ severity }) => severity === 'error')
    if (still.length === 0) applied = fix
    if (applied || run.order.byHand) findings = [...findings.filter(isWarning), ...still]
  }
  const at = { item: item.itemId, line: item.line }
  if (findings.some(({ severity }) => severity === 'error')) {
    const kept = { source: item.source, drafts: mapped.drafts, good }
    run.quarantine(key, at, findings, kept, mapped.findings.length)
    return []
  }
  run.note(item.itemId, findings)
  const { records } = shaped
  const media = mediaOf(records)
  const ids = records.map(({ id }) => id)
  run.items.set(key, { ...at, records: ids, media, before: before?.hash ?? null, fix: applied?.entry ?? null })
  run.keep(key, { source: item.source, drafts: mapped.drafts, good })
  for (const { id } of records) run.bring(id, key)
  for (const id of good) if (!records.some((record) => record.id === id)) run.leave(id, key)
  if (before === null) for (const each of media) run.newMedia.set(each, key)
  for (const record of records) if (record.type === 'title') run.noteTitle(record)
  return records
}

function unsafeOf({ source, line }: FeedItem, drafts: readonly Draft[]): readonly FeedFinding[] {
  const unsafe = findUnsafe(source, drafts)
  if (unsafe === null) return []
  // Without the number of the draft, which the source does not know.
  const path = unsafe.path.replace(/^\d+\.?/, '')
  return [fault(line, unsafe.rule, path, unsafe.value, unsafe.hint)]
}

/** Stages the records of a group. */
async function stage(run: DeliveryRun, records: readonly ScheduleRecord[], { documents }: Bases): Promise<void> {
  const group = [...new Map(records.map((record) => [record.id, record])).values()].flatMap((record) => {
    const [key = ''] = run.bringers.get(record.id) ?? []
    const line = run.items.get(key)?.line ?? 1
    return record.type === 'takedown' ? [] : [{ record, line } satisfies DocumentRecord]
  })
  const context = { ...run.dependencies, moves: run.moves }
  const outcome = await stageRecords(context, run.batch, group, run.policy, documents)
  // What an item of before made of a shared title, this one has made what is stored again.
  for (const { record } of group) run.staged.delete(record.id)
  run.stage(outcome.staged)
  for (const node of outcome.nodes) run.nodes.set(node.id, node)
  for (const [id, parent] of outcome.stored) run.stored.set(id, parent)
  for (const [id, refusals] of outcome.refused) refuseRecord(run, id, refusals)
  for (const each of outcome.warnings) noteCampaign(run, each)
  await letGo(run, group)
}

/** Lets go of the sources of items whose references are all there. */
async function letGo(run: DeliveryRun, group: readonly DocumentRecord[]): Promise<void> {
  const isThere = ({ id }: Reference) => run.staged.has(id) || run.stored.has(id)
  const nodes = group.map(({ record, line }) => ({ id: record.id, line, references: referencesOf(record) }))
  const open = nodes.filter(({ references }) => !references.every(isThere))
  // Most refer to what came with them, so that nothing has to be looked up.
  const there = open.length === 0 ? null : await findStoredReferences(run.redis, open, NOTHING_STORED)
  const waiting = new Set(
    open
      .filter(({ references }) => !references.every((each) => isThere(each) || there?.has(each.id)))
      .map(({ id }) => id),
  )
  for (const { id } of nodes) {
    if (!waiting.has(id)) for (const key of run.bringers.get(id) ?? []) run.kept.delete(key)
  }
}

const NOTHING_STORED: ReadonlyMap<string, string | null> = new Map()

/** Notes what of a campaign was not taken, or waits for a second person. */
export function noteCampaign(run: DeliveryRun, { rule, ...found }: Warning): void {
  if (rule === 'two-persons' || rule === 'edited-elsewhere') run.note(null, [{ ...found, rule }])
}

/** A record that may not be stored puts every item that brings it into quarantine. */
export function refuseRecord(run: DeliveryRun, id: string, findings: readonly FeedFinding[]): void {
  run.staged.delete(id)
  for (const key of run.bringers.get(id) ?? []) {
    const item = run.items.get(key)
    if (item !== undefined) run.quarantine(key, item, findings, run.kept.get(key) ?? null)
  }
}

/** What the ledger is to say. An item in quarantine stays as it was there: its last good version is in force. */
function notesOf(run: DeliveryRun, open: readonly OpenItem[]): readonly (readonly [string, KnownItem])[] {
  return open.flatMap(({ key, hash, item, before }) => {
    const taken = run.items.get(key)
    if (taken === undefined) return []
    const { records, media } = taken
    return [[key, { hash, version: item.version ?? before?.version ?? null, records, media }] as const]
  })
}

/** Of all records of an item; equal ones tell that an id has changed. The platform's hash costs ten times as much. */
function mediaOf(records: readonly ScheduleRecord[]): readonly string[] {
  return records.flatMap((record) =>
    record.type === 'asset' ? record.renditions.slice(0, 1).map(({ url }) => contentHash(url)) : [],
  )
}
