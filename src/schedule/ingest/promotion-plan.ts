import { z } from 'zod'
import { isRegionId, type RegionId } from '../../model/nouns/region.ts'
import { queueEntries } from '../search/queue-entries.ts'
import type { CommandQueue } from '../store/checked-pipeline.ts'
import { DOCUMENT_TYPES, keys } from '../store/keys.ts'
import { queueMembers, queueRegionMoves } from '../store/region-index.ts'
import type { StagedRecord } from './stage-batch.ts'

/** Records in a request: five hundred campaigns with the longest ids that enter all regions stay below 900 kB. */
const RECORDS_A_STEP = 500

const region = z.custom<RegionId>((value) => typeof value === 'string' && isRegionId(value))

const step = z.object({
  moves: z.array(
    z.object({
      type: z.enum(DOCUMENT_TYPES),
      id: z.string(),
      isNew: z.boolean(),
      before: z.array(region).optional(),
      after: z.array(region).optional(),
      entering: z.array(z.string()).optional(),
      leaving: z.array(z.string()).optional(),
    }),
  ),
  /** Document keys of records that were staged and then refused. */
  dropped: z.array(z.string()),
})

/** A part of a promotion that is one request; it can be repeated safely. */
export type PromotionStep = z.infer<typeof step>

/** Parses a stored step. */
export function readStep(json: string): PromotionStep {
  return step.parse(JSON.parse(json))
}

/** Splits a promotion into steps that each fit into a request; at least one. */
export function planOf(
  { staged, dropped }: { readonly staged: readonly StagedRecord[]; readonly dropped: readonly StagedRecord[] },
  recordsAStep = RECORDS_A_STEP,
): readonly PromotionStep[] {
  const steps: PromotionStep[] = []
  for (let from = 0; from < Math.max(1, staged.length, dropped.length); from += recordsAStep) {
    steps.push({
      moves: staged.slice(from, from + recordsAStep).map((record) => ({
        type: record.type,
        id: record.id,
        isNew: record.replaces === 0,
        ...(record.type === 'campaign' && { before: [...record.regionsBefore], after: [...record.regionsAfter] }),
        ...entriesOf(record),
      })),
      dropped: dropped.slice(from, from + recordsAStep).map(({ type, id }) => keys.document(type, id)),
    })
  }
  return steps
}

/** Most records keep their names: nothing is said of them. */
function entriesOf({ entries: { entering, leaving } }: StagedRecord) {
  return {
    ...(entering.length > 0 && { entering: [...entering] }),
    ...(leaving.length > 0 && { leaving: [...leaving] }),
  }
}

/** Queues a step. `isThere`: whether a document is still staged; others were moved by an earlier attempt. */
export function queueStep(
  queue: CommandQueue,
  batchId: string,
  { moves, dropped }: PromotionStep,
  isThere: (documentKey: string) => boolean,
): void {
  for (const { type, id } of moves) {
    const documentKey = keys.document(type, id)
    if (isThere(documentKey)) queue.rename(keys.staged(batchId, documentKey), documentKey)
  }
  for (const type of DOCUMENT_TYPES) {
    const fresh = moves.filter((move) => move.type === type && move.isNew).map(({ id }) => id)
    queueMembers(fresh, (first, rest) => queue.sadd(keys.documentIds(type), first, ...rest))
  }
  queueRegionMoves(
    queue,
    moves.map(({ id, before = [], after = [] }) => ({ id, before, after })),
  )
  queueEntries(
    queue,
    moves.map(({ entering = [], leaving = [] }) => ({ entering, leaving })),
  )
  const names = dropped.map((documentKey) => keys.staged(batchId, documentKey))
  queueMembers(names, (first, rest) => queue.del(first, ...rest))
}
