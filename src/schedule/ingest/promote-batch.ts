import { sendPipeline, sendRepeatable } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { readRevision } from '../store/read-documents.ts'
import { asNumber, asText } from '../store/replies.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { type Batch, FATE_MS, isPromoted, lapsed, renewBatch } from './batch.ts'
import { completePromotion, type DecidedFate, decide, standingPromotion, takeStep } from './promotion.ts'
import { type PromotionStep, planOf } from './promotion-plan.ts'
import type { StagedRecord } from './stage-batch.ts'

const CHECKED_A_COMMAND = 500
const CHECKED_A_REQUEST = 4_000

export interface Promotion {
  readonly batch: Batch
  /** The records that go live. */
  readonly staged: readonly StagedRecord[]
  /** Records that were staged and then refused: their documents are deleted. */
  readonly dropped: readonly StagedRecord[]
  /** For the audit log: the action, such as `ingest`, and its result. */
  readonly action: string
  readonly summary: Readonly<Record<string, number>>
  /** The number of the narrowings that were written for the batch; null: it narrows nothing. */
  readonly known: number | null
  /** As `DecidedFate.leaves`. */
  readonly leaves?: DecidedFate['leaves']
  /** Renews the writer lock; throws `lapsed` when somebody else has it. */
  readonly renewLock: () => Promise<void>
  /** Records in a step, for tests of crashes: a low value makes many small requests. */
  readonly recordsAStep?: number | undefined
}

/**
 * Puts a staged batch live, so that a reader sees all of it or nothing, in requests of a size that the store accepts. A
 * small batch takes one MULTI; for a larger one the promotion is stored first and then done step by step while readers
 * wait. To be called under the writer lock. Throws `lapsed` if the batch has been or must be given up, and
 * `unreachable` if the outcome is unknown: a stored promotion is then completed by the next writer or publisher, and
 * anything else stays invisible and is swept.
 *
 * @returns the schedule's new revision
 */
export async function promoteBatch(context: ScheduleContext, promotion: Promotion): Promise<number> {
  const { batch } = promotion
  await renewBatch(context, batch)
  await claimPromotion(context, batch)
  await checkStaged(context, promotion)
  await promotion.renewLock()
  const standing: DecidedFate = {
    batch: batch.id,
    actor: batch.actor,
    role: context.role ?? null,
    action: promotion.action,
    summary: promotion.summary,
    at: context.now(),
    revision: await readRevision(context.redis),
    known: promotion.known,
    leaves: promotion.leaves,
  }
  const steps = planOf(promotion, promotion.recordsAStep)
  try {
    if (steps.length > 1) await decide(context.redis, standing, steps)
    await takeSteps(context, promotion, standing, steps)
    return standing.revision + 1
  } catch (error) {
    if (await isDone(context, batch, error)) return readRevision(context.redis)
    throw error
  }
}

async function takeSteps(
  context: ScheduleContext,
  { renewLock }: Promotion,
  standing: DecidedFate,
  steps: readonly PromotionStep[],
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const isLast = index === steps.length - 1
    if (index > 0) await renewLock()
    await takeStep(context.redis, standing, step, { isLast, isThere: () => true })
  }
}

/** Whether a promotion without an answer was done; a stored one is completed now, if the store answers. */
async function isDone(context: ScheduleContext, batch: Batch, error: unknown): Promise<boolean> {
  if (error instanceof ScheduleError && error.kind === 'lapsed') return false
  if ((await standingPromotion(context.redis))?.batch === batch.id) {
    await completePromotion(context.redis).catch((again: unknown) => {
      const why = again instanceof Error ? again.message : 'for no known reason'
      const what = `batch ${batch.id} is decided but not finished yet (${why}): the next ingest or publish finishes it`
      throw new ScheduleError('unreachable', what)
    })
  }
  const mayHaveHappened = !(error instanceof ScheduleError && error.kind === 'partial')
  return mayHaveHappened && (await isPromoted(context, batch))
}

/** From now on a sweep leaves the batch alone, even if its lease expires. */
async function claimPromotion({ redis }: ScheduleContext, batch: Batch): Promise<void> {
  const [claimed] = await sendPipeline(redis, (queue) =>
    queue.set(keys.batchFate(batch.id), 'promoting', { nx: true, px: FATE_MS }),
  )
  if (claimed === 'OK') return
  if (batch.leaseMs === undefined) throw lapsed(batch)
  // Nobody else has the lease: an attempt of ours failed before it was decided, and what is held may be tried again.
  const [fate] = await sendRepeatable(redis, (queue) => queue.get(keys.batchFate(batch.id)))
  if (asText(fate) !== 'promoting') throw lapsed(batch)
}

/**
 * MULTI does not roll back: if a document were missing, its RENAME would fail and leave half a batch. So all must
 * exist.
 */
async function checkStaged({ redis }: ScheduleContext, { batch, staged }: Promotion): Promise<void> {
  let found = 0
  const names = staged.map(({ type, id }) => keys.staged(batch.id, keys.document(type, id)))
  for (let first = 0; first < names.length; first += CHECKED_A_REQUEST) {
    const some = names.slice(first, first + CHECKED_A_REQUEST)
    const replies = await sendRepeatable(redis, (queue) => {
      for (let from = 0; from < some.length; from += CHECKED_A_COMMAND) {
        queue.exists(...some.slice(from, from + CHECKED_A_COMMAND))
      }
    })
    for (const reply of replies) found += asNumber(reply)
  }
  if (found !== staged.length) {
    throw new ScheduleError(
      'inconsistent',
      `batch ${batch.id} has ${found} of its ${staged.length} records: ingest again`,
    )
  }
}
