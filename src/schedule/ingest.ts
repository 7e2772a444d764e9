import { checkReferences, type ReferenceNode } from '../ingest/check-references.ts'
import type { Narrowing } from '../model/narrowing.ts'
import type { Takedown } from '../model/takedown.ts'
import { type Batch, openBatch, renewBatch } from './batch.ts'
import type { ScheduleContext } from './connect.ts'
import { drawChange, type NarrowingNumbers } from './draw-change.ts'
import { type IngestReport, IngestTally, type Withdrawal } from './ingest-report.ts'
import { type NarrowingsOf, writeNarrowings } from './narrowings.ts'
import { PendingOrders } from './pending-orders.ts'
import { promoteBatch } from './promote-batch.ts'
import { readRevision } from './read-documents.ts'
import { type RuleLookups, readRecords } from './read-records.ts'
import type { RegionsOf } from './region-index.ts'
import { ScheduleError } from './schedule-error.ts'
import type { StagedRecord } from './stage-batch.ts'
import { type DocumentRecord, type StagePolicy, stageRecords } from './stage-records.ts'
import { findStoredReferences } from './stored-references.ts'
import { discardBatch, sweepBatches } from './sweep-batches.ts'
import type { TakedownOutcome } from './takedowns.ts'
import { confirmedImpact, type WithdrawalDoor } from './unconfirmed.ts'
import { unmovedRecords } from './unmoved-records.ts'
import { withWriterLock } from './writer-lock.ts'

/** What an ingest needs from outside. */
export interface IngestDependencies extends ScheduleContext, RuleLookups, NarrowingNumbers, WithdrawalDoor {
  readonly regionsOf: RegionsOf
  /** Puts takedowns in force, at once: they narrow, and must not wait for the rest of their feed. */
  readonly takeDown: (takedowns: readonly Takedown[]) => Promise<readonly TakedownOutcome[]>
  readonly narrowingsOf: NarrowingsOf
  /** Puts what changes have withdrawn on the takedown lists, as `takeDown` does: no publish is waited for. */
  readonly withdraw: (narrowings: readonly Narrowing[]) => Promise<Withdrawal>
  /** As `Promotion.recordsAStep`. */
  readonly recordsAStep?: number
}

export interface IngestOptions {
  /** Whether the actor may approve campaigns. */
  readonly approve: boolean
  readonly actor: string
  /** The number that a dry run gave: this much is meant. */
  readonly confirm?: number | null
  /** Told after every few hundred records. */
  readonly onProgress?: (progress: { readonly records: number }) => void
}

/** Records that are looked up in the store at once. */
const GROUP_RECORDS = 500

/**
 * NDJSON in, report out. Read ▸ check each record ▸ compare with what is stored ▸ stage what is new or
 * changed ▸ check references ▸ promote, all at once. Memory holds one group of records, and of the
 * whole batch only ids, hashes and references. If anything fails on the way, nothing has changed but
 * the takedowns that were read by then.
 */
export async function ingestStream(
  dependencies: IngestDependencies,
  stream: AsyncIterable<Uint8Array>,
  options: IngestOptions,
): Promise<IngestReport> {
  return runIngest(dependencies, stream, options, { kind: 'ingest', approve: options.approve })
}

/** As `ingestStream`, under a policy of its own: a restore keeps statuses and ages as they were. */
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
    const impact = await confirmedImpact(dependencies, narrowingsOf(staging, refused), options.confirm ?? null)
    const order = { revisionBefore, action: actionOf(policy), refused }
    const report = await promoteSound(dependencies, batch, staging, order)
    return { ...report, ...(impact && { impact }) }
  } catch (error) {
    // A promotion that may yet arrive finds its records, or none of them: it is left to the sweep.
    const undecided = error instanceof ScheduleError && error.kind === 'unreachable'
    if (!undecided) await discardBatch(dependencies, batch).catch(() => undefined)
    throw error
  }
}

/**
 * What an ingest would come to: every record is read, checked and compared as it would be, and nothing is written. The
 * caller gives a `takeDown` that puts nothing in force.
 */
export async function dryRunIngest(
  dependencies: IngestDependencies,
  stream: AsyncIterable<Uint8Array>,
  options: IngestOptions,
): Promise<IngestReport & { readonly dryRun: true }> {
  const policy = { kind: 'ingest', approve: options.approve } as const
  const staging = await stageStream(dependencies, stream, options, policy, null)
  const refused = await checkStagedReferences(dependencies, staging)
  const { tally, staged } = staging
  for (const found of refused.values()) tally.refuse(found)
  for (const { id, type } of staged) if (!refused.has(id)) tally.accept(type)
  const narrowings = narrowingsOf(staging, refused)
  const impact = await dependencies.impactOf?.(narrowings)
  const withdrawn = { records: impact?.records ?? 0, regions: impact?.regions.map(({ region }) => region) ?? [] }
  const report = tally.report(null, await readRevision(dependencies.redis))
  return { ...report, dryRun: true, withdrawn: { ...withdrawn, waiting: [] }, ...(impact && { impact }) }
}

type RefusedRecords = Awaited<ReturnType<typeof checkStagedReferences>>

function narrowingsOf({ staged }: Staging, refused: RefusedRecords): readonly Narrowing[] {
  return staged.flatMap(({ id, narrowings }) => (refused.has(id) ? [] : narrowings))
}

/** As the audit log has it. */
function actionOf(policy: StagePolicy): string {
  if (policy.kind === 'restore') return 'restore'
  return policy.approve ? 'ingest.approve' : 'ingest'
}

/** What has gathered by the end of the stream. */
interface Staging {
  readonly tally: IngestTally
  readonly staged: StagedRecord[]
  readonly nodes: ReferenceNode[]
  /** Ids of this batch that are stored → their parent. */
  readonly stored: Map<string, string | null>
}

async function stageStream(
  dependencies: IngestDependencies,
  stream: AsyncIterable<Uint8Array>,
  options: Omit<IngestOptions, 'approve'>,
  policy: StagePolicy,
  batch: Batch | null,
): Promise<Staging> {
  const staging: Staging = { tally: new IngestTally(), staged: [], nodes: [], stored: new Map() }
  const stageGroup = async (group: readonly DocumentRecord[]) => {
    const outcome = await stageRecords(dependencies, batch, group, policy)
    staging.staged.push(...outcome.staged)
    staging.nodes.push(...outcome.nodes)
    staging.tally.unchanged += outcome.unchanged
    staging.tally.warn(outcome.warnings)
    for (const [id, parent] of outcome.stored) staging.stored.set(id, parent)
    if (batch !== null) await renewBatch(dependencies, batch)
    options.onProgress?.({ records: staging.tally.recordsWith(staging.staged.length) })
  }
  let group: DocumentRecord[] = []
  const door = policy.kind === 'restore' ? 'restored' : 'ingested'
  const orders = new PendingOrders(dependencies, staging.tally, policy)
  try {
    for await (const read of readRecords(stream, dependencies, door)) {
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
    // Also of a feed that breaks off.
    await orders.flush()
  }
  await stageGroup(group)
  return staging
}

async function promoteSound(
  dependencies: IngestDependencies,
  batch: Batch,
  staging: Staging,
  order: { readonly revisionBefore: number; readonly action: string; readonly refused: RefusedRecords },
): Promise<IngestReport> {
  const { revisionBefore, action, refused } = order
  const { tally, staged } = staging
  return withWriterLock(dependencies, async (renewLock) => {
    const sound = staged.filter(({ id }) => !refused.has(id))
    const { unmoved, refusals } = await unmovedRecords(dependencies.redis, sound, revisionBefore)
    for (const found of [...refused.values(), ...refusals]) tally.refuse(found)
    for (const { type } of unmoved) tally.accept(type)
    if (unmoved.length === 0) {
      await discardBatch(dependencies, batch)
      const report = tally.report(batch.id, await readRevision(dependencies.redis))
      return { ...report, withdrawn: { records: 0, regions: [], waiting: [] } }
    }
    const live = new Set(unmoved.map(({ id }) => id))
    const dropped = staged.filter(({ id }) => !live.has(id))
    const { accepted, unchanged, refusedRecords } = tally.report(batch.id, revisionBefore)
    const summary = { accepted, unchanged, refused: refusedRecords }
    const { known, withdrawn } = await narrowFirst(dependencies, unmoved)
    await renewLock()
    const { recordsAStep } = dependencies
    const promotion = { batch, staged: unmoved, dropped, action, summary, known, renewLock, recordsAStep }
    const revision = await promoteBatch(dependencies, promotion).catch((error: unknown) => {
      throw known === null ? error : withNarrowings(error, withdrawn.records)
    })
    return { ...tally.report(batch.id, revision), withdrawn }
  })
}

/** What narrows takes effect first, by itself, and whatever becomes of the rest: it never waits for what widens. */
async function narrowFirst(dependencies: IngestDependencies, unmoved: readonly StagedRecord[]) {
  const narrowings = unmoved.flatMap((record) => record.narrowings)
  if (narrowings.length === 0) return { known: null, withdrawn: await dependencies.withdraw(narrowings) }
  const change = await drawChange(dependencies, { at: dependencies.now(), narrowings })
  await writeNarrowings(dependencies.redis, change)
  return { known: change.number, withdrawn: await dependencies.withdraw(narrowings) }
}

/** The same trouble, and what holds in spite of it. */
function withNarrowings(error: unknown, records: number): unknown {
  if (!(error instanceof ScheduleError)) return error
  const holds = `; what it narrows of ${records} records is withdrawn all the same, until it is sent again or lifted`
  return new ScheduleError(error.kind, error.message + holds)
}

async function checkStagedReferences({ redis }: IngestDependencies, { nodes, stored }: Staging) {
  const refused = checkReferences(nodes, await findStoredReferences(redis, nodes, stored))
  // Let go of, a third of what a batch holds: the promotion needs the room.
  nodes.length = 0
  stored.clear()
  return refused
}
