import { type ReferenceNode, referencesOf } from '../ingest/check-references.ts'
import type { Asset } from '../model/asset.ts'
import type { Campaign } from '../model/campaign.ts'
import type { RegionId } from '../model/region.ts'
import type { Title } from '../model/title.ts'
import type { Batch } from './batch.ts'
import { statusAfterIngest } from './campaign-status.ts'
import { nextDocument, sameCampaign } from './compare-stored.ts'
import type { ScheduleContext } from './connect.ts'
import type { StoredDocument } from './document.ts'
import { DOCUMENT_TYPES } from './keys.ts'
import { readDocuments } from './read-documents.ts'
import type { RegionsOf } from './region-index.ts'
import { type StagedRecord, stageDocuments } from './stage-batch.ts'

/** A record that is stored as a document, and the line it came on. */
export interface DocumentRecord {
  readonly record: Title | Asset | Campaign
  readonly line: number
}

/** An ingest decides on the status of campaigns; a restore takes over what the export says. */
export type StagePolicy =
  | { readonly kind: 'ingest'; readonly approve: boolean }
  | { readonly kind: 'restore'; readonly addedAt: (id: string) => number | undefined }

export interface StageOutcome {
  readonly staged: StagedRecord[]
  readonly nodes: ReferenceNode[]
  readonly unchanged: number
  /** Ids that are stored already → the parent that a stored title has. */
  readonly stored: Map<string, string | null>
}

/** Compares a group of records with what is stored, and stages what is new or changed. */
export async function stageRecords(
  context: ScheduleContext & { readonly regionsOf: RegionsOf },
  batch: Batch,
  group: readonly DocumentRecord[],
  policy: StagePolicy,
): Promise<StageOutcome> {
  const outcome = {
    staged: [] as StagedRecord[],
    nodes: [] as ReferenceNode[],
    unchanged: 0,
    stored: new Map<string, string | null>(),
  }
  const documents: StoredDocument[] = []
  const storedById = await readStored(context, group)
  for (const { record, line } of group) {
    const stored = storedById.get(record.id) ?? null
    if (stored !== null) outcome.stored.set(record.id, stored.record.type === 'title' ? stored.record.parentId : null)
    const decided = underPolicy(record, stored, policy)
    const addedAt = policy.kind === 'restore' ? policy.addedAt(record.id) : undefined
    const next = nextDocument(decided, stored, context.now(), addedAt)
    if (next === null) {
      outcome.unchanged += 1
      continue
    }
    documents.push(next)
    outcome.nodes.push({ id: record.id, line, references: referencesOf(record) })
    outcome.staged.push(stagedRecord(decided, stored, line, context.regionsOf))
  }
  await stageDocuments(context, batch, documents)
  return outcome
}

async function readStored(
  context: ScheduleContext,
  group: readonly DocumentRecord[],
): Promise<Map<string, StoredDocument>> {
  const stored = new Map<string, StoredDocument>()
  for (const type of DOCUMENT_TYPES) {
    const ids = group.filter(({ record }) => record.type === type).map(({ record }) => record.id)
    const found = await readDocuments(context.redis, type, ids)
    for (const document of found) if (document !== null) stored.set(document.record.id, document)
  }
  return stored
}

function underPolicy(record: DocumentRecord['record'], stored: StoredDocument | null, policy: StagePolicy) {
  if (record.type !== 'campaign' || policy.kind === 'restore') return record
  const old = stored?.record.type === 'campaign' ? stored.record : null
  const changed = old === null || !sameCampaign(record, old)
  const status = statusAfterIngest({
    incoming: record.status,
    stored: old?.status ?? null,
    changed,
    approve: policy.approve,
  })
  return { ...record, status }
}

/** One for all: a batch holds many that lie in no region of their own. */
const NOWHERE: readonly RegionId[] = []

function stagedRecord(
  record: DocumentRecord['record'],
  stored: StoredDocument | null,
  line: number,
  regionsOf: RegionsOf,
): StagedRecord {
  return {
    type: record.type,
    id: record.id,
    line,
    replaces: stored?.revision ?? 0,
    regionsBefore: stored?.record.type === 'campaign' ? regionsOf(stored.record) : NOWHERE,
    regionsAfter: record.type === 'campaign' ? regionsOf(record) : NOWHERE,
  }
}
