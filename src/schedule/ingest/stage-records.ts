import { type ReferenceNode, referencesOf } from '../../ingest/checks/check-references.ts'
import { endedWarning } from '../../ingest/checks/check-times.ts'
import type { LineRefusal, Warning } from '../../ingest/lines/line-refusal.ts'
import { assetUnderOwners, ownerOf, titleUnderOwners } from '../../ingest/parts/under-owners.ts'
import { MANUAL_FEED } from '../../model/feeds/feed-settings.ts'
import type { PartOwners } from '../../model/feeds/part-owners.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { Title } from '../../model/nouns/title.ts'
import { campaignAfterIngest, campaignWarnings } from '../campaigns/campaign-status.ts'
import type { WithoutLoss } from '../campaigns/others-draft.ts'
import { type DocumentEnvelope, nextDocument } from '../store/compare-stored.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { latestRevision, type StoredDocument } from '../store/document.ts'
import { DOCUMENT_TYPES } from '../store/keys.ts'
import { readDocuments } from '../store/read-documents.ts'
import type { Batch } from './batch.ts'
import { type StagedRecord, stageDocuments } from './stage-batch.ts'
import {
  authorshipOf,
  heldInstead,
  type StagePolicy,
  type StagingContext,
  stagedRecord,
  withoutLossUnder,
} from './staged-record.ts'
import { changedMeanwhile } from './unmoved-records.ts'

/** A record that is stored as a document, with its line in the feed. */
export interface DocumentRecord {
  readonly record: Title | Asset | Campaign
  readonly line: number
  /** A title or asset that is withdrawn. Left out: it plays, also if it was withdrawn before. */
  readonly withdrawn?: true
  /** Left out: who owns its parts stays as stored. */
  readonly owners?: PartOwners
}

export interface StageOutcome {
  readonly staged: StagedRecord[]
  readonly nodes: ReferenceNode[]
  readonly unchanged: number
  /** Warnings about records that are stored differently from what they say. */
  readonly warnings: Warning[]
  /** Ids that are stored already → the parent of a stored title. */
  readonly stored: Map<string, string | null>
  /** Ids of records that say something else about what belongs to another feed, and why; nothing of them is staged. */
  readonly refused: ReadonlyMap<string, readonly LineRefusal[]>
  /** What is new or changed, as it would be stored. */
  readonly documents: readonly StoredDocument[]
}

/**
 * Compares a group of records with the stored ones, and stages what is new or changed.
 *
 * @param batch null: nothing is staged, as in a dry run
 * @param read stored documents that the caller has read just now, by id
 */
export async function stageRecords(
  context: StagingContext,
  batch: Batch | null,
  group: readonly DocumentRecord[],
  policy: StagePolicy,
  read?: ReadonlyMap<string, StoredDocument>,
): Promise<StageOutcome> {
  const outcome = {
    refused: new Map<string, readonly LineRefusal[]>(),
    staged: [] as StagedRecord[],
    nodes: [] as ReferenceNode[],
    unchanged: 0,
    warnings: [] as Warning[],
    stored: new Map<string, string | null>(),
    documents: [] as StoredDocument[],
  }
  const { documents } = outcome
  const storedById = read ?? (await readStored(context, group))
  const titles = await readTitlesAbout(context, storedById)
  for (const sent of group) {
    const { record, line } = sent
    const stored = storedById.get(record.id) ?? null
    if (stored !== null) outcome.stored.set(record.id, stored.record.type === 'title' ? stored.record.parentId : null)
    const taken = takenRecord(sent, stored, policy)
    if ('refused' in taken) {
      outcome.refused.set(record.id, taken.refused)
      continue
    }
    const { record: decided, next: waiting, owned } = taken
    outcome.warnings.push(...taken.warnings)
    const now = context.now()
    const said = envelopeOf({ ...sent, ...owned, waiting }, stored, policy, now)
    const next = nextDocument(decided, stored, now, said)
    if (next === null) {
      outcome.unchanged += 1
      continue
    }
    // Of what waits the linter speaks, to whoever submits it.
    if (record.type === 'campaign' && policy.kind === 'ingest' && policy.approve) {
      outcome.warnings.push(...[endedWarning(record, line, now)].filter((warning) => warning !== null))
    }
    documents.push(next)
    outcome.nodes.push({ id: record.id, line, references: referencesOf(record) })
    const about = decided.type === 'asset' ? (titles.get(decided.titleId ?? '') ?? null) : null
    const held = heldInstead(context, { next, stored, line, policy })
    outcome.staged.push({ ...stagedRecord(context, { next, stored, line, about }), ...(held && { held }) })
  }
  if (batch !== null) await stageDocuments(context, batch, documents)
  return outcome
}

/** The stored documents of a group's records, by id. */
export async function readStored(
  { redis }: Pick<ScheduleContext, 'redis'>,
  group: readonly { readonly record: Pick<DocumentRecord['record'], 'id' | 'type'> }[],
): Promise<Map<string, StoredDocument>> {
  const stored = new Map<string, StoredDocument>()
  for (const type of DOCUMENT_TYPES) {
    const ids = group.filter(({ record }) => record.type === type).map(({ record }) => record.id)
    const found = await readDocuments(redis, type, ids)
    for (const document of found) if (document !== null) stored.set(document.record.id, document)
  }
  return stored
}

/** Stored titles of the assets: an asset without a rating takes it from its title. */
async function readTitlesAbout(
  context: ScheduleContext,
  stored: ReadonlyMap<string, StoredDocument>,
): Promise<ReadonlyMap<string, Title>> {
  const wanted = [...stored.values()].flatMap(({ record }) => (record.type === 'asset' ? (record.titleId ?? []) : []))
  const found = await readDocuments(context.redis, 'title', [...new Set(wanted)])
  return new Map(found.flatMap((document) => (document === null ? [] : [[document.record.id, document.record]])))
}

type Taken =
  | {
      /** The record as it is stored, and for a campaign what waits beside it. */
      readonly record: DocumentRecord['record']
      readonly next?: Campaign | null
      readonly owned: Pick<DocumentRecord, 'record' | 'owners'>
      readonly warnings: readonly Warning[]
    }
  | { readonly refused: readonly LineRefusal[] }

/** What is made of a record that was sent, or why it is refused. */
function takenRecord(sent: DocumentRecord, stored: StoredDocument | null, policy: StagePolicy): Taken {
  const { record, line } = sent
  if (!isExpected(record.id, stored, policy)) return { refused: [changedMeanwhile(sent)] }
  const owned = underOwners(sent, stored, policy)
  if ('refused' in owned) return owned
  if (owned.record.type !== 'campaign') return { record: owned.record, owned, warnings: [] }
  const before = isCampaign(stored) ? stored : null
  const kept: WithoutLoss =
    policy.kind === 'restore'
      ? { after: { record: owned.record } }
      : withoutLossUnder(policy, owned.record, before, {
          after: campaignAfterIngest(owned.record, before, policy),
          line,
        })
  if ('refused' in kept) return kept
  const { after, warning } = kept
  const warnings = campaignWarnings(owned.record, line, { decided: after.record, waiting: after.next })
  return { ...after, owned, warnings: warning ? [...warnings, warning] : warnings }
}

function isCampaign(document: StoredDocument | null): document is StoredDocument<'campaign'> {
  return document?.record.type === 'campaign'
}

/** Only an ingest has to respect owners: a restore brings them, and what is withdrawn says nothing. */
function underOwners(
  sent: DocumentRecord,
  stored: StoredDocument | null,
  policy: StagePolicy,
):
  | { readonly record: DocumentRecord['record']; readonly owners?: PartOwners }
  | { readonly refused: readonly LineRefusal[] } {
  const { record, line } = sent
  if (policy.kind === 'restore' || sent.withdrawn || sent.owners) return sent
  const feed = policy.feed ?? MANUAL_FEED
  const before = stored?.record
  if (record.type === 'title') {
    const known = before?.type === 'title' ? { record: before, owners: stored?.owners } : null
    return titleUnderOwners(record, known, feed, line)
  }
  if (record.type === 'asset') {
    const known = before?.type === 'asset' ? { record: before, owners: stored?.owners } : null
    return assetUnderOwners(record, known, feed, line)
  }
  return { record }
}

function envelopeOf(
  { record, withdrawn, owners, waiting }: DocumentRecord & { readonly waiting: Campaign | null | undefined },
  stored: StoredDocument | null,
  policy: StagePolicy,
  now: number,
): DocumentEnvelope {
  if (policy.kind === 'restore') return policy.envelope(record.id) ?? {}
  if (record.type === 'campaign') {
    const written = authorshipOf(record.id, policy)
    return { ...written, secondedBy: policy.secondedBy, next: waiting && { ...written, record: waiting } }
  }
  const isOut = withdrawn || (stored?.withdrawnAt !== undefined && !mayReturn(stored, policy.feed ?? MANUAL_FEED))
  return { withdrawnAt: isOut ? now : undefined, owners }
}

/** The feed that withdrew it brings it back, or a person: another feed that speaks of it does not know why it ended. */
function mayReturn({ record, owners }: StoredDocument, feed: string): boolean {
  if (feed === MANUAL_FEED) return true
  if (record.type === 'title') return ownerOf('names', { record, owners }) === feed
  return owners?.assets === feed
}

function isExpected(id: string, stored: StoredDocument | null, policy: StagePolicy): boolean {
  if (policy.kind === 'restore' || policy.expected === undefined) return true
  const expected = typeof policy.expected === 'number' ? policy.expected : (policy.expected.get(id) ?? 0)
  return expected === (stored === null ? 0 : latestRevision(stored))
}
