import type { Narrowing } from '../../model/denies/narrowing.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { withWriterLock } from '../ingest/writer-lock.ts'
import { queueAudit } from '../reports/audit-log.ts'
import { queueEntries } from '../search/queue-entries.ts'
import { entriesMoved } from '../search/search-entries.ts'
import { sendTransaction } from '../store/checked-pipeline.ts'
import { type DocumentEnvelope, nextDocument, sameCampaign } from '../store/compare-stored.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { latestRevision, type StoredDocument, writeDocument } from '../store/document.ts'
import { keys } from '../store/keys.ts'
import { readDocument } from '../store/read-documents.ts'
import { queueRegionMoves, type RegionsOf } from '../store/region-index.ts'
import { drawChange, type NarrowingNumbers } from '../takedowns/draw-change.ts'
import { type NarrowingsOf, queueNarrowings } from '../takedowns/narrowings.ts'

export interface CampaignWrite {
  readonly record: Campaign
  /** The revision that the writer has read (`If-Match`); 0: the campaign must not exist yet. */
  readonly expectedRevision: number
  readonly actor: string
  /** The action for the audit log, like `campaign.approve`. */
  readonly action: string
  /** The reason for the audit log. */
  readonly reason?: string
  /** Who wrote what it says, if that is new. Left out: the actor. */
  readonly by?: string
  /** The second person who approves what it says. Left out: as stored. */
  readonly secondedBy?: string
  /** What waits beside it: null takes it away; left out: as stored. */
  readonly next?: DocumentEnvelope['next']
}

/** `conflict`: the stored campaign has another revision than expected; nothing was written. */
export type CampaignWritten =
  | {
      readonly outcome: 'written'
      readonly document: StoredDocument<'campaign'>
      /** What the change withdraws: the caller must put it on the takedown lists at once. */
      readonly narrowings: readonly Narrowing[]
    }
  | { readonly outcome: 'unchanged'; readonly document: StoredDocument<'campaign'> }
  | { readonly outcome: 'conflict'; readonly stored: StoredDocument<'campaign'> | null }

/** Writes one campaign as it is, with its status: the caller decides who may set which. */
export function writeCampaign(
  context: ScheduleContext & NarrowingNumbers & { readonly regionsOf: RegionsOf; readonly narrowingsOf: NarrowingsOf },
  { record, expectedRevision, actor, action, reason, by = actor, secondedBy, next }: CampaignWrite,
): Promise<CampaignWritten> {
  return withWriterLock(context, async () => {
    const stored = await readDocument(context.redis, 'campaign', record.id)
    if ((stored === null ? 0 : latestRevision(stored)) !== expectedRevision) return { outcome: 'conflict', stored }
    const at = context.now()
    const document = nextDocument<'campaign'>(record, stored, at, { by, secondedBy, next })
    if (document === null)
      return stored === null ? { outcome: 'conflict', stored } : { outcome: 'unchanged', document: stored }
    const narrowings =
      stored === null ? [] : context.narrowingsOf({ type: 'campaign', before: stored.record, after: record })
    const before = stored === null ? [] : context.regionsOf(stored.record)
    const statusOnly = stored !== null && sameCampaign(stored.record, record)
    const asked = { at, narrowings, ...(statusOnly && { statusOnly }) }
    const change = narrowings.length > 0 ? await drawChange(context, asked) : null
    await sendTransaction(context.redis, (queue) => {
      queue.set(keys.document('campaign', record.id), writeDocument(document))
      queue.sadd(keys.documentIds('campaign'), record.id)
      queueRegionMoves(queue, [{ id: record.id, before, after: context.regionsOf(record) }])
      queueEntries(queue, [entriesMoved(stored?.record ?? null, record)])
      queue.incr(keys.revision)
      if (change !== null) queueNarrowings(queue, change)
      const by = { actor, role: context.role ?? null }
      const after = reason === undefined ? record : { ...record, reason }
      queueAudit(queue, { at, ...by, action, target: record.id, before: stored?.record ?? null, after })
    })
    return { outcome: 'written', document, narrowings }
  })
}
