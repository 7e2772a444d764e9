import type { LineRefusal, Warning } from '../../ingest/lines/line-refusal.ts'
import type { Narrowing } from '../../model/denies/narrowing.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { RecordMove } from '../moves/record-move.ts'
import type { EntriesMoved } from '../search/queue-entries.ts'
import { REQUEST_BYTES } from '../store/bounded-requests.ts'
import { sendRepeatableTransaction } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { type StoredDocument, writeDocument } from '../store/document.ts'
import { type DocumentType, keys } from '../store/keys.ts'
import type { Batch } from './batch.ts'

const REQUEST_COMMANDS = 500

/** What is kept of a staged record until it is promoted. */
export interface StagedRecord {
  readonly type: DocumentType
  readonly id: string
  readonly line: number
  /** Revision of the document that it replaces; 0: it is new. */
  readonly replaces: number
  /** Campaigns: the regions whose index has the stored one, and those of the new one. */
  readonly regionsBefore: readonly RegionId[]
  readonly regionsAfter: readonly RegionId[]
  /** What it is found by, compared with what it replaces. */
  readonly entries: EntriesMoved
  /** What it withdraws compared with what it replaces. */
  readonly narrowings: readonly Narrowing[]
  /** What others call a title, as keys to look it up by; left out: nothing. */
  readonly externals?: readonly string[]
  /** How it moves under other orders and selectors; null: it does not. */
  readonly move: RecordMove | null
  /** Of a campaign that waits in review from now on: its approval is to be asked for. */
  readonly isAsked?: true
  /** Of a campaign that goes on the air: what is staged instead if that takes a second person. */
  readonly held?: HeldCampaign
}

/** A campaign that waits for a second person. */
export interface HeldCampaign {
  readonly campaign: Campaign
  /** What is stored instead: the campaign in review, or what is on the air with the change beside it. */
  readonly document: StoredDocument
  readonly staged: Omit<StagedRecord, 'held'>
  /** Why it cannot wait either: it would take the place of somebody else's draft. Left out: it can. */
  readonly refused?: readonly LineRefusal[]
  /** What of it was not taken; left out: all was. */
  readonly warning?: Warning
}

/** Writes documents under the batch's own keys, in requests of at most 500. */
export async function stageDocuments(
  context: ScheduleContext,
  batch: Batch,
  documents: readonly StoredDocument[],
): Promise<void> {
  let pending: { documentKey: string; json: string }[] = []
  let bytes = 0
  const flush = async () => {
    const request = pending
    pending = []
    bytes = 0
    const [first, ...rest] = request.map(({ documentKey }) => documentKey)
    if (first === undefined) return
    await sendRepeatableTransaction(context.redis, (queue) => {
      // In one MULTI, so that everything staged is listed by name and can be swept.
      queue.sadd(keys.batchKeys(batch.id), first, ...rest)
      for (const { documentKey, json } of request) queue.set(keys.staged(batch.id, documentKey), json)
    })
  }
  for (const document of documents) {
    const json = writeDocument(document)
    if (pending.length === REQUEST_COMMANDS || bytes + json.length > REQUEST_BYTES) await flush()
    pending.push({ documentKey: keys.document(document.record.type, document.record.id), json })
    bytes += json.length
  }
  await flush()
}
