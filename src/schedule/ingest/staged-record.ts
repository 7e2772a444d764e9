import type { Narrowing } from '../../model/denies/narrowing.ts'
import { MANUAL_FEED } from '../../model/feeds/feed-settings.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Title } from '../../model/nouns/title.ts'
import { heldForApproval } from '../campaigns/campaign-status.ts'
import type { CampaignAfterIngest } from '../campaigns/next-revision.ts'
import { type WithoutLoss, withoutLoss } from '../campaigns/others-draft.ts'
import type { MoveFinder } from '../moves/record-move.ts'
import { entriesMoved } from '../search/search-entries.ts'
import { type DocumentEnvelope, nextDocument, sameCampaign } from '../store/compare-stored.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { latestRevision, type StoredDocument } from '../store/document.ts'
import { externalKeysOf } from '../store/external-titles.ts'
import type { RegionsOf } from '../store/region-index.ts'
import type { NarrowingsOf } from '../takedowns/narrowings.ts'
import type { HeldCampaign, StagedRecord } from './stage-batch.ts'

/** An ingest decides about the status of campaigns; a restore keeps the exported status, ages, owners and withdrawals. */
export type StagePolicy =
  | {
      readonly kind: 'ingest'
      readonly approve: boolean
      /** Who brings the records. */
      readonly by: string
      /** The feed that brings the records, which then owns what it brought first; left out: people, by hand. */
      readonly feed?: string
      /** Who else wrote what is brought of a campaign, by its id. Left out: nobody. */
      readonly authorsOf?: (id: string) => readonly string[]
      /**
       * The latest revision that its sender has seen of what is stored, of the one record or by id; 0: nothing. Left
       * out: whatever is there.
       */
      readonly expected?: number | ReadonlyMap<string, number>
      /**
       * What is sent takes the place of what waits beside a campaign, also where it says what is on the air: then nothing
       * waits. Left out: what waits goes on waiting in that case, for a feed knows nothing of it.
       */
      readonly replacesNext?: true
      /** The second person has said yes, or none is needed. Left out: a campaign that takes two waits. */
      readonly twoPersons?: true
      /** The second person who approves. Left out: there is none, or what is brought waits. */
      readonly secondedBy?: string
    }
  | { readonly kind: 'restore'; readonly envelope: (id: string) => DocumentEnvelope | undefined }

/** Who wrote what an ingest brings of a campaign. */
export function authorshipOf(id: string, policy: Extract<StagePolicy, { kind: 'ingest' }>) {
  const { by, feed = MANUAL_FEED, authorsOf } = policy
  return { by, ...(authorsOf && { authors: authorsOf(id) }), ...(feed !== MANUAL_FEED && { feed }) }
}

/** What staging needs to know of the rules. */
export type StagingContext = ScheduleContext & {
  readonly regionsOf: RegionsOf
  readonly narrowingsOf: NarrowingsOf
  /** One for the whole batch. */
  readonly moves: MoveFinder
}

/** Shared, because most records withdraw nothing. */
const NOTHING: readonly Narrowing[] = []

/** Shared, because many records of a batch belong to no particular region. */
const NOWHERE: readonly RegionId[] = []

/** What is kept of a record in a batch: how it compares with what it replaces. */
export function stagedRecord(
  context: StagingContext,
  {
    next,
    stored,
    line,
    about,
  }: {
    readonly next: StoredDocument
    readonly stored: StoredDocument | null
    readonly line: number
    /** The title of an asset; null: it has none that is stored. */
    readonly about: Title | null
  },
): StagedRecord {
  const { record } = next
  return {
    type: record.type,
    id: record.id,
    line,
    replaces: stored === null ? 0 : latestRevision(stored),
    regionsBefore: stored?.record.type === 'campaign' ? context.regionsOf(stored.record) : NOWHERE,
    regionsAfter: record.type === 'campaign' ? context.regionsOf(record) : NOWHERE,
    narrowings: narrowingsOfRecord(context, next, stored, about),
    move: context.moves.of(stored?.record, record),
    entries: entriesMoved(stored?.record ?? null, record),
    ...(record.type === 'title' && record.externalIds.length > 0 && { externals: externalKeysOf(record) }),
  }
}

function narrowingsOfRecord(
  { narrowingsOf }: StagingContext,
  next: StoredDocument,
  stored: StoredDocument | null,
  about: Title | null,
): readonly Narrowing[] {
  const before = stored?.record
  const after = next.record
  const withdrawal = { isBefore: stored?.withdrawnAt !== undefined, isAfter: next.withdrawnAt !== undefined }
  if (before?.type === 'title' && after.type === 'title') {
    return narrowingsOf({ type: 'title', before, after, withdrawal })
  }
  if (before?.type === 'asset' && after.type === 'asset') {
    return narrowingsOf({ type: 'asset', before, after, about, withdrawal })
  }
  if (before?.type === 'campaign' && after.type === 'campaign') return narrowingsOf({ type: 'campaign', before, after })
  return NOTHING
}

/** What is staged in place of a campaign that one person brings on the air, if that takes two; null: it does not go there. */
export function heldInstead(
  context: StagingContext,
  {
    next,
    stored,
    line,
    policy,
  }: {
    readonly next: StoredDocument
    readonly stored: StoredDocument | null
    readonly line: number
    readonly policy: StagePolicy
  },
): HeldCampaign | null {
  const { record } = next
  if (record.type !== 'campaign' || policy.kind === 'restore' || policy.twoPersons) return null
  const before = stored?.record.type === 'campaign' ? (stored as StoredDocument<'campaign'>) : null
  if (!isApprovedAnew(record, before?.record ?? null)) return null
  const kept = withoutLossUnder(policy, record, before, { after: heldForApproval(record, before), line })
  const held = 'after' in kept ? kept.after : heldForApproval(record, before)
  const written = authorshipOf(record.id, policy)
  const said = { ...written, next: held.next && { ...written, record: held.next } }
  // What waits already is stored once more as it is: the batch counts on its document.
  const document = nextDocument<'campaign'>(held.record, before, context.now(), said) ?? before
  if (document === null) return null
  const compared = stagedRecord(context, { next: document, stored, line, about: null })
  const staged = 'after' in kept && kept.warning === undefined ? { ...compared, isAsked: true as const } : compared
  const told = 'refused' in kept ? { refused: kept.refused } : kept.warning && { warning: kept.warning }
  return { campaign: record, document, staged, ...told }
}

/** As `withoutLoss`; whoever says which revision they have seen, has seen the draft, and may replace it. */
export function withoutLossUnder(
  policy: Extract<StagePolicy, { kind: 'ingest' }>,
  said: Campaign,
  stored: StoredDocument<'campaign'> | null,
  { after, line }: { readonly after: CampaignAfterIngest; readonly line: number },
): WithoutLoss {
  return policy.expected === undefined
    ? withoutLoss(said, stored, after, { ...authorshipOf(said.id, policy), line })
    : { after }
}

/** Whether it says something that nobody has approved before. One that is paused is approved too: a resume asks nobody. */
function isApprovedAnew(record: Campaign, before: Campaign | null): boolean {
  if (record.status !== 'approved' && record.status !== 'paused') return false
  const wasApproved = before?.status === 'approved' || before?.status === 'paused'
  return before === null || !wasApproved || !sameCampaign(record, before)
}
