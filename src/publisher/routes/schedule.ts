import type { IngestReport } from '../../contracts/ops/answers/ingest.ts'
import type { ScheduleSize } from '../../contracts/ops/answers/schedule.ts'
import { restoreQuery } from '../../contracts/ops/requests/ingest.ts'
import { boundedChunks, TooManyBytes } from '../../http/bounded-bytes.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import type { IngestDependencies } from '../../schedule/ingest/ingest.ts'
import { readRevision } from '../../schedule/store/read-documents.ts'
import { countDocuments, exportSchedule } from '../../schedule/transfer/export-schedule.ts'
import { restoreSchedule } from '../../schedule/transfer/restore-schedule.ts'
import { requireAction } from '../access/require-action.ts'
import { takedownRegions } from '../access/takedown-regions.ts'
import { hasLearnedRun } from '../learned/learned-store.ts'
import { OPS_LIMITS } from '../limits.ts'
import { OpsProblem } from '../ops-problem.ts'
import { takeDownMany } from '../takedowns/take-down.ts'
import { writeDoors } from '../write-doors.ts'
import { answer } from './answer.ts'
import { type OpsContext, onlyParameters, readQuery } from './ops-context.ts'

const FLAG = 'A flag is 1 or 0'
/** Titles of the problem of a bad parameter of an upload. */
export const FLAG_TITLES = {
  approve: FLAG,
  dryRun: FLAG,
  force: FLAG,
  unchecked: FLAG,
  confirm: 'A number',
} as const

/** `GET /ops/v1/export`: the whole schedule as NDJSON. */
export async function exportAll(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const lines = exportSchedule(context.get('publisher'))
  const encoder = new TextEncoder()
  // The first line is read before the answer starts, so that a store that is down gives 503, not a broken 200.
  let next = await lines.next()
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (next.done) return controller.close()
      controller.enqueue(encoder.encode(next.value))
      next = await lines.next()
    },
  })
  return new Response(stream, {
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'private, no-store' },
  })
}

/**
 * `POST /ops/v1/restore[?force=1][&unchecked=1]`: restores an export, into an empty store unless forced. An export that
 * is incomplete, or lacks later changes that are not archived either, is only restored with `unchecked`.
 */
export async function restore(context: OpsContext): Promise<Response> {
  const { force: intoNonEmpty, unchecked } = readQuery(context, restoreQuery, FLAG_TITLES)
  const actor = context.get('actor')
  const dependencies = ingestDependencies(context, (takedown) => takedown)
  const isRunStored = (id: LearnedRunId) => hasLearnedRun(id, context.get('publisher').sink)
  const report = await withUpload(context, (lines) =>
    restoreSchedule(dependencies, lines, { actor, intoNonEmpty, unchecked, isRunStored }),
  )
  return answer<IngestReport>(context).with(report)
}

/** `GET /ops/v1/schedule`: how much is scheduled, and at which revision. */
export async function schedule(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { redis } = context.get('publisher')
  const { title: titles, asset: assets, campaign: campaigns } = await countDocuments(redis)
  return answer<ScheduleSize>(context).with({ revision: await readRevision(redis), titles, assets, campaigns })
}

/**
 * The dependencies of an ingest or restore.
 *
 * @param ordered completes a takedown: a feed does not say who ordered it, an export does
 */
export function ingestDependencies(context: OpsContext, ordered: (takedown: Takedown) => Takedown): IngestDependencies {
  const publisher = context.get('publisher')
  const actor = context.get('actor')
  return {
    ...writeDoors(publisher, actor),
    takeDown: (takedowns) => {
      // A feed's takedowns are orders: the permission to send records does not include the permission to order.
      for (const takedown of takedowns) {
        requireAction(context, 'takedown.add', takedownRegions(publisher.rules, takedown))
      }
      return takeDownMany(publisher, takedowns.map(ordered), actor)
    },
  }
}

/**
 * Processes an upload. What is refused, or broken early, is still read to its end, up to its limit: a sender whose
 * connection is closed early never receives the reason.
 */
export async function withUpload<Report>(
  context: OpsContext,
  work: (lines: AsyncIterable<Uint8Array>) => Promise<Report>,
): Promise<Report> {
  const request = context.req.raw
  try {
    const report = await work(boundedChunks(request, OPS_LIMITS.uploadBytes))
    await discard(request).catch(() => undefined)
    return report
  } catch (error) {
    if (error instanceof TooManyBytes) {
      throw new OpsProblem(413, 'Too large', `Send at most ${error.maxBytes} bytes at once; split the upload.`, 'body')
    }
    await discard(request).catch(() => undefined)
    throw error
  }
}

async function discard(request: Request): Promise<void> {
  for await (const _chunk of boundedChunks(request, OPS_LIMITS.uploadBytes));
}
