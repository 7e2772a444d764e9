import type { IngestReport } from '../../contracts/ops/answers/ingest.ts'
import { checkReferences, type ReferenceNode } from '../../ingest/checks/check-references.ts'
import type { LineRefusal } from '../../ingest/lines/line-refusal.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import { holdCampaigns } from '../campaigns/hold-campaigns.ts'
import type { SecondPersonRules } from '../campaigns/second-person.ts'
import { movesOf } from '../moves/moves.ts'
import { MoveFinder } from '../moves/record-move.ts'
import { readRevision } from '../store/read-documents.ts'
import type { RegionsOf } from '../store/region-index.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { findStoredReferences } from '../store/stored-references.ts'
import { narrowingsOf } from '../takedowns/narrow-first.ts'
import type { NarrowingsOf } from '../takedowns/narrowings.ts'
import { PendingOrders } from '../takedowns/pending-orders.ts'
import type { TakedownOutcome } from '../takedowns/takedowns.ts'
import { type Batch, openBatch, renewBatch } from './batch.ts'
import { IngestTally, underOrders } from './ingest-report.ts'
import { type PromotionDoors, type PromotionOrder, promoteSound } from './promote-sound.ts'
import { type RuleLookups, readRecords } from './read-records.ts'
import type { StagedRecord } from './stage-batch.ts'
import { type DocumentRecord, stageRecords } from './stage-records.ts'
import type { StagePolicy } from './staged-record.ts'
import { discardBatch, sweepBatches } from './sweep-batches.ts'
import { confirmedImpact, type WithdrawalDoor } from './unconfirmed.ts'

/** What an ingest needs from outside. */
export interface IngestDependencies extends PromotionDoors, RuleLookups, WithdrawalDoor {
  readonly secondPerson: SecondPersonRules
  readonly regionsOf: RegionsOf
  /** Puts takedowns in force at once: they narrow, so they must not wait for the rest of the feed. */
  readonly takeDown: (takedowns: readonly Takedown[]) => Promise<readonly TakedownOutcome[]>
  readonly narrowingsOf: NarrowingsOf
}

export interface IngestOptions {
  /** Whether the actor may approve campaigns. */
  readonly approve: boolean
  readonly actor: string
  /** The number from a dry run, which confirms that this much is to be withdrawn. */
  readonly confirm?: number | null
  /** Called after every few hundred records. */
  readonly onProgress?: (progress: { readonly records: number }) => void
}

/** How many records are looked up in the store at once. */
const GROUP_RECORDS = 500

/**
 * Ingests a feed and returns a report. Read ▸ check each record ▸ compare with the stored one ▸ stage what is new or
 * changed ▸ check references ▸ promote everything at once. Memory holds one group of records, and of the whole batch
 * only ids, hashes and references. After a failure nothing has changed, except for the takedowns that were read by
 * then.
 */
export async function ingestStream(
  dependencies: IngestDependencies,
  stream: AsyncIterable<Uint8Array>,
  options: IngestOptions,
): Promise<IngestReport> {
  return runIngest(dependencies, stream, options, { kind: 'ingest', approve: options.approve, by: options.actor })
}

/** As `ingestStream`, with a policy for statuses and ages: a restore keeps them as they were. */
export async function runIngest(
  dependencies: IngestDependencies,
  stream: AsyncIterable<Uint8Array>,
  options: Omit<IngestOptions, 'approve'>,
  policy: StagePolicy,
): Promise<IngestReport> {
  await sweepBatches(dependencies)
  const revisionBefore = await readRevision(dependencies.redis)
  const batch = await openBatch(dependencies, options.actor)
  try {
    const staging = await stageStream(dependencies, stream, options, policy, batch)
    const refused = await checkStagedReferences(dependencies, staging)
    const moves = await movesOf(dependencies, soundOf(staging, refused))
    const narrowings = [...narrowingsOf(soundOf(staging, refused)), ...moves.narrowings]
    const impact = await confirmedImpact(dependencies, narrowings, options.confirm ?? null)
    const order = { revisionBefore, action: actionOf(policy), refused, moves }
    const report = await promote(dependencies, batch, staging, order)
    return { ...report, ...(impact && { impact }) }
  } catch (error) {
    // A promotion without an answer may still arrive and needs its records, so they are left for the sweep.
    const undecided = error instanceof ScheduleError && error.kind === 'unreachable'
    if (!undecided) await discardBatch(dependencies, batch).catch(() => undefined)
    throw error
  }
}

/**
 * Simulates an ingest: every record is read, checked and compared, but nothing is written. The caller passes a
 * `takeDown` without effect.
 */
export async function dryRunIngest(
  dependencies: IngestDependencies,
  stream: AsyncIterable<Uint8Array>,
  options: IngestOptions,
  policy: StagePolicy = { kind: 'ingest', approve: options.approve, by: options.actor },
): Promise<IngestReport> {
  const staging = await stageStream(dependencies, stream, options, policy, null)
  const refused = await checkStagedReferences(dependencies, staging)
  const { tally, staged } = staging
  for (const found of refused.values()) tally.refuse(found)
  for (const { id, type } of staged) if (!refused.has(id)) tally.accept(type)
  const moves = await movesOf(dependencies, soundOf(staging, refused))
  const impact = await dependencies.impactOf?.([...narrowingsOf(soundOf(staging, refused)), ...moves.narrowings])
  const withdrawn = { records: impact?.records ?? 0, regions: impact?.regions.map(({ region }) => region) ?? [] }
  const report = tally.report(null, await readRevision(dependencies.redis))
  const said = { ...underOrders(moves.orders), ...(impact && { impact }) }
  return { ...report, dryRun: true, withdrawn: { ...withdrawn, waiting: [] }, ...said }
}

type RefusedRecords = Awaited<ReturnType<typeof checkStagedReferences>>

function soundOf({ staged }: Staging, refused: RefusedRecords): readonly StagedRecord[] {
  return staged.filter(({ id }) => !refused.has(id))
}

/** The action for the audit log. */
function actionOf(policy: StagePolicy): string {
  if (policy.kind === 'restore') return 'restore'
  return policy.approve ? 'ingest.approve' : 'ingest'
}

/** What has been collected at the end of the stream. */
interface Staging {
  readonly tally: IngestTally
  readonly staged: StagedRecord[]
  readonly nodes: ReferenceNode[]
  /** Ids of this batch that are stored already → their parent. */
  readonly stored: Map<string, string | null>
  /** Ids of campaigns that take a second person and cannot wait for one, and why. */
  readonly heldBack: ReadonlyMap<string, readonly LineRefusal[]>
}

async function stageStream(
  dependencies: IngestDependencies,
  stream: AsyncIterable<Uint8Array>,
  options: Omit<IngestOptions, 'approve'>,
  policy: StagePolicy,
  batch: Batch | null,
): Promise<Staging> {
  const staging: Staging = {
    ...{ tally: new IngestTally(), staged: [], nodes: [], stored: new Map() },
    heldBack: new Map(),
  }
  const context = { ...dependencies, moves: new MoveFinder() }
  const stageGroup = async (group: readonly DocumentRecord[]) => {
    const outcome = await stageRecords(context, batch, group, policy)
    staging.staged.push(...outcome.staged)
    staging.nodes.push(...outcome.nodes)
    staging.tally.unchanged += outcome.unchanged
    staging.tally.warn(outcome.warnings)
    for (const refused of outcome.refused.values()) staging.tally.refuse(refused)
    for (const [id, parent] of outcome.stored) staging.stored.set(id, parent)
    if (batch !== null) await renewBatch(dependencies, batch)
    options.onProgress?.({ records: staging.tally.recordsWith(staging.staged.length) })
  }
  let group: DocumentRecord[] = []
  const door = policy.kind === 'restore' ? 'restored' : 'ingested'
  const orders = new PendingOrders(dependencies, staging.tally, policy)
  try {
    for await (const read of readRecords(stream, dependencies, { door })) {
      if (read.kind === 'refused') staging.tally.refuse(read.refusals)
      if (read.kind === 'repeated') staging.tally.unchanged += 1
      if (read.kind === 'record') {
        const { record, line } = read
        if (record.type === 'takedown') orders.add(record, line)
        else group.push({ record, line })
      }
      await orders.flushDue()
      if (group.length < GROUP_RECORDS) continue
      await stageGroup(group)
      group = []
    }
  } finally {
    // Runs also when the feed breaks off.
    await orders.flush()
  }
  await stageGroup(group)
  const { staged, warnings, refused } = await holdCampaigns(dependencies, batch, staging.staged)
  staging.tally.warn(warnings)
  return { ...staging, staged, heldBack: refused }
}

async function promote(
  dependencies: IngestDependencies,
  batch: Batch,
  staging: Staging,
  order: Pick<PromotionOrder, 'revisionBefore' | 'action' | 'moves'> & { readonly refused: RefusedRecords },
): Promise<IngestReport> {
  const { refused, ...rest } = order
  const { tally, staged } = staging
  const judge: PromotionOrder['judge'] = (unmoved, refusals) => {
    for (const found of [...refused.values(), ...refusals]) tally.refuse(found)
    for (const { type } of unmoved) tally.accept(type)
    const { accepted, unchanged, refusedRecords } = tally.report(batch.id, order.revisionBefore)
    return { live: unmoved, summary: { accepted, unchanged, refused: refusedRecords } }
  }
  const sound = soundOf(staging, refused)
  const promoted = await promoteSound(dependencies, batch, { ...rest, staged, sound, judge })
  const { revision, withdrawn, moves } = promoted
  return { ...tally.report(batch.id, revision), withdrawn, ...(moves && underOrders(moves.orders)) }
}

async function checkStagedReferences({ redis }: IngestDependencies, { nodes, stored, heldBack }: Staging) {
  const unfound = checkReferences(nodes, await findStoredReferences(redis, nodes, stored))
  const refused = new Map([...unfound, ...heldBack])
  // Freed: it is a third of what a batch holds in memory, and the promotion needs the room.
  nodes.length = 0
  stored.clear()
  return refused
}
