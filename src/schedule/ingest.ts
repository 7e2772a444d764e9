import { checkReferences, type ReferenceNode } from '../ingest/check-references.ts'
import { refusal } from '../ingest/refusal.ts'
import type { Narrowing } from '../model/narrowing.ts'
import type { Takedown } from '../model/takedown.ts'
import { type Batch, openBatch, renewBatch } from './batch.ts'
import type { ScheduleContext } from './connect.ts'
import { type IngestReport, IngestTally, type Withdrawal } from './ingest-report.ts'
import type { NarrowingsOf } from './narrowings.ts'
import { promoteBatch } from './promote-batch.ts'
import { readRevision } from './read-documents.ts'
import { type ReadRecord, type RuleLookups, readRecords } from './read-records.ts'
import type { RegionsOf } from './region-index.ts'
import { ScheduleError } from './schedule-error.ts'
import type { StagedRecord } from './stage-batch.ts'
import { type DocumentRecord, type StagePolicy, stageRecords } from './stage-records.ts'
import { findStoredReferences } from './stored-references.ts'
import { discardBatch, sweepBatches } from './sweep-batches.ts'
import { unmovedRecords } from './unmoved-records.ts'
import { withWriterLock } from './writer-lock.ts'

/** What an ingest needs from outside. */
export interface IngestDependencies extends ScheduleContext, RuleLookups {
  readonly regionsOf: RegionsOf
  /** Puts a takedown in force, at once: it narrows, and must not wait for the rest of its feed. */
  readonly takeDown: (takedown: Takedown) => Promise<'accepted' | 'unchanged' | 'conflict'>
  readonly narrowingsOf: NarrowingsOf
  /** Puts what changes have withdrawn on the takedown lists, as `takeDown` does: no publish is waited for. */
  readonly withdraw: (narrowings: readonly Narrowing[]) => Promise<Withdrawal>
}

export interface IngestOptions {
  /** Whether the actor may approve campaigns. */
  readonly approve: boolean
  readonly actor: string
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
    const order = { revisionBefore, action: actionOf(policy) }
    const { report, narrowings } = await promoteSound(dependencies, batch, staging, order)
    return { ...report, withdrawn: await dependencies.withdraw(narrowings) }
  } catch (error) {
    // A promotion that may yet arrive finds its records, or none of them: it is left to the sweep.
    const undecided = error instanceof ScheduleError && error.kind === 'unreachable'
    if (!undecided) await discardBatch(dependencies, batch).catch(() => undefined)
    throw error
  }
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
  batch: Batch,
): Promise<Staging> {
  const staging: Staging = { tally: new IngestTally(), staged: [], nodes: [], stored: new Map() }
  const stageGroup = async (group: readonly DocumentRecord[]) => {
    const outcome = await stageRecords(dependencies, batch, group, policy)
    staging.staged.push(...outcome.staged)
    staging.nodes.push(...outcome.nodes)
    staging.tally.unchanged += outcome.unchanged
    staging.tally.warn(outcome.warnings)
    for (const [id, parent] of outcome.stored) staging.stored.set(id, parent)
    await renewBatch(dependencies, batch)
    options.onProgress?.({ records: staging.tally.recordsWith(staging.staged.length) })
  }
  let group: DocumentRecord[] = []
  const door = policy.kind === 'restore' ? 'restored' : 'ingested'
  for await (const read of readRecords(stream, dependencies, door)) {
    const document = await takeIn(dependencies, staging.tally, read, door)
    if (document !== null) group.push(document)
    if (group.length < GROUP_RECORDS) continue
    await stageGroup(group)
    group = []
  }
  await stageGroup(group)
  return staging
}

/** Settles what needs no staging; returns what does. */
async function takeIn(
  dependencies: IngestDependencies,
  tally: IngestTally,
  read: ReadRecord,
  door: 'ingested' | 'restored',
): Promise<DocumentRecord | null> {
  if (read.kind === 'refused') tally.refuse(read.refusals)
  if (read.kind === 'repeated') tally.unchanged += 1
  if (read.kind !== 'record') return null
  const { record, line } = read
  if (record.type !== 'takedown') return { record, line }
  // An export also tells of orders that have run out since they were given.
  if (door === 'ingested' && record.until !== null && Date.parse(record.until) <= dependencies.now()) {
    const hint = 'this end is past, so nothing would be taken down: give a later instant, or null'
    tally.refuse([refusal(line, 'contradiction', 'until', record.until, hint)])
    return null
  }
  const outcome = await dependencies.takeDown(record)
  if (outcome === 'accepted') tally.accept('takedown')
  if (outcome === 'unchanged') tally.unchanged += 1
  if (outcome === 'conflict') {
    tally.refuse([
      refusal(
        line,
        'duplicate-id',
        'id',
        record.id,
        'another takedown stands under this id: lift it first, or give this one its own id',
      ),
    ])
  }
  return null
}

async function promoteSound(
  dependencies: IngestDependencies,
  batch: Batch,
  staging: Staging,
  { revisionBefore, action }: { readonly revisionBefore: number; readonly action: string },
): Promise<{ readonly report: Omit<IngestReport, 'withdrawn'>; readonly narrowings: readonly Narrowing[] }> {
  const refused = await checkStagedReferences(dependencies, staging)
  const { tally, staged } = staging
  return withWriterLock(dependencies, async () => {
    const sound = staged.filter(({ id }) => !refused.has(id))
    const { unmoved, refusals } = await unmovedRecords(dependencies.redis, sound, revisionBefore)
    for (const found of [...refused.values(), ...refusals]) tally.refuse(found)
    for (const { type } of unmoved) tally.accept(type)
    if (unmoved.length === 0) {
      await discardBatch(dependencies, batch)
      return { report: tally.report(batch.id, await readRevision(dependencies.redis)), narrowings: [] }
    }
    const live = new Set(unmoved.map(({ id }) => id))
    const dropped = staged.filter(({ id }) => !live.has(id))
    const { accepted, unchanged, refusedRecords } = tally.report(batch.id, revisionBefore)
    const summary = { accepted, unchanged, refused: refusedRecords }
    const revision = await promoteBatch(dependencies, { batch, staged: unmoved, dropped, action, summary })
    return { report: tally.report(batch.id, revision), narrowings: unmoved.flatMap((record) => record.narrowings) }
  })
}

async function checkStagedReferences({ redis }: IngestDependencies, { nodes, stored }: Staging) {
  const refused = checkReferences(nodes, await findStoredReferences(redis, nodes, stored))
  // Let go of, a third of what a batch holds: the promotion needs the room.
  nodes.length = 0
  stored.clear()
  return refused
}
