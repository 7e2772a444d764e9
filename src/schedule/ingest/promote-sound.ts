import type { Withdrawal } from '../../contracts/ops/answers/ingest.ts'
import type { LineRefusal } from '../../ingest/lines/line-refusal.ts'
import { type Moves, movesOf, type OrdersDoor } from '../moves/moves.ts'
import type { MovesContext } from '../moves/moves-context.ts'
import { noteExternals } from '../store/external-titles.ts'
import { readRevision } from '../store/read-documents.ts'
import { type NarrowingDoors, narrowFirst, withNarrowings } from '../takedowns/narrow-first.ts'
import type { Batch } from './batch.ts'
import { promoteBatch } from './promote-batch.ts'
import type { DecidedFate } from './promotion.ts'
import type { StagedRecord } from './stage-batch.ts'
import { discardBatch } from './sweep-batches.ts'
import { unmovedRecords } from './unmoved-records.ts'
import { withWriterLock } from './writer-lock.ts'

/** What a promotion needs from outside. */
export interface PromotionDoors extends NarrowingDoors, OrdersDoor, Omit<MovesContext, 'meanwhile'> {
  /** As `Promotion.recordsAStep`. */
  readonly recordsAStep?: number
  /** Asks for the approval of campaigns, by id, that were left in review; left out: nobody is asked. Never throws. */
  readonly askApproval?: (ids: readonly string[]) => Promise<void>
}

/** What is to be promoted, and what was found out about it so far. */
export interface PromotionOrder {
  /** All that the batch has staged, and what of it is sound. */
  readonly staged: readonly StagedRecord[]
  readonly sound: readonly StagedRecord[]
  readonly moves: Moves
  /** The schedule's revision before the first comparison with what is stored. */
  readonly revisionBefore: number
  /** For the audit log. */
  readonly action: string
  /**
   * Decides, under the writer lock, which of the records go live that nobody else has changed meanwhile. `refusals`:
   * one list for each that somebody has changed.
   */
  readonly judge: (unmoved: readonly StagedRecord[], refusals: readonly LineRefusal[][]) => Judged | Promise<Judged>
  /** As `DecidedFate.leaves`. */
  readonly leaves?: DecidedFate['leaves']
}

/** What of a promotion goes live, and its result for the audit log. */
interface Judged {
  readonly live: readonly StagedRecord[]
  readonly summary: Readonly<Record<string, number>>
}

/** What a promotion did. `moves`: null when nothing went live. */
export interface Promoted {
  readonly revision: number
  readonly withdrawn: Withdrawal
  readonly moves: Moves | null
}

/** As `promoteUnderLock`; afterwards asks for the approval of what waits in review from now on. */
export async function promoteSound(
  dependencies: PromotionDoors,
  batch: Batch,
  order: PromotionOrder,
): Promise<Promoted> {
  const { asked, ...promoted } = await promoteUnderLock(dependencies, batch, order)
  if (asked.length > 0) await dependencies.askApproval?.(asked)
  return promoted
}

/** Promotes the sound records of a batch, all at once. What they narrow takes effect first, whatever happens to the rest. */
async function promoteUnderLock(
  dependencies: PromotionDoors,
  batch: Batch,
  order: PromotionOrder,
): Promise<Promoted & { readonly asked: readonly string[] }> {
  const { staged, sound, revisionBefore, action } = order
  return withWriterLock(dependencies, async (renewLock) => {
    const { unmoved, refusals } = await unmovedRecords(dependencies.redis, sound, revisionBefore)
    const { live, summary } = await order.judge(unmoved, refusals)
    if (live.length === 0) {
      await discardBatch(dependencies, batch)
      const withdrawn = { records: 0, regions: [], waiting: [] }
      return { revision: await readRevision(dependencies.redis), withdrawn, moves: null, asked: [] }
    }
    const going = new Set(live.map(({ id }) => id))
    const dropped = staged.filter(({ id }) => !going.has(id))
    const isStill = live.length === sound.length && (await readRevision(dependencies.redis)) === revisionBefore
    // Records that somebody else changed meanwhile may move differently, so the moves are computed again.
    const moves = isStill ? order.moves : await movesOf({ ...dependencies, meanwhile: renewLock }, live)
    const { known, withdrawn } = await narrowFirst(dependencies, live, moves)
    // Before the titles are there: a name that leads nowhere yet is found missing, one that is lost never is.
    await noteExternals(
      dependencies.redis,
      live.flatMap(({ id, externals = [] }) => externals.map((key) => [key, id] as const)),
    )
    await renewLock()
    const { recordsAStep } = dependencies
    const { leaves } = order
    const told = known === null ? summary : { ...summary, narrowed: withdrawn.records }
    const promotion = { batch, staged: live, dropped, action, summary: told, known, leaves, renewLock, recordsAStep }
    const revision = await promoteBatch(dependencies, promotion).catch((error: unknown) => {
      throw known === null ? error : withNarrowings(error, withdrawn.records)
    })
    const asked = live.filter(({ isAsked }) => isAsked).map(({ id }) => id)
    return { revision, withdrawn, moves, asked }
  })
}
