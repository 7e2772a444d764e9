import type {
  LearnedList,
  LearnedPushed,
  LearnedServed,
  LearnedShown,
  LearnedSummary,
} from '../../../contracts/ops/answers/learned/learned.ts'
import { learnedOrder, learnedQuery } from '../../../contracts/ops/requests/learned/learned.ts'
import { BrokenOff, boundedChunks, TooManyBytes } from '../../../http/bounded-bytes.ts'
import { assetId } from '../../../model/fields/identifier.ts'
import type { Action } from '../../../model/policies/access.ts'
import { readLearnedReport } from '../../../schedule/learned/learned-reports.ts'
import { type LearnedNote, readLearnedNote, readLearnedNotes } from '../../../schedule/learned/learned-runs.ts'
import { requireAction } from '../../access/require-action.ts'
import { saidOf } from '../../learned/asset-in-run.ts'
import { withExperimentsOff } from '../../learned/experiments-off.ts'
import { pushLearned } from '../../learned/push-learned.ts'
import { regionsServing } from '../../learned/regions-serving.ts'
import { activateLearned, retireLearned, type ServedRegions, type ServeOrder } from '../../learned/serve-learned.ts'
import { waitingRuns } from '../../learned/waiting-regions.ts'
import { OPS_LIMITS } from '../../limits.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody, readQuery } from '../ops-context.ts'

/** `POST /ops/v1/learned`: stores a learned run. */
export async function pushRun(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const body = boundedChunks(context.req.raw, OPS_LIMITS.learnedBytes)
  const { outcome, note } = await pushLearned(context.get('publisher'), body, context.get('actor')).catch(unread)
  return answer<LearnedPushed>(context).with({ outcome, run: summaryOf(note) })
}

function unread(error: unknown): never {
  if (error instanceof TooManyBytes) {
    throw new OpsProblem(413, 'Too large', `Send at most ${error.maxBytes} bytes at once.`, 'body')
  }
  if (error instanceof BrokenOff) {
    throw new OpsProblem(400, 'The body cannot be read', 'The body ended early. Nothing of it was stored.', 'body')
  }
  throw error
}

/** `GET /ops/v1/learned`: the runs, and which region serves which. */
export async function runs(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const publisher = context.get('publisher')
  const [notes, regions] = await Promise.all([readLearnedNotes(publisher.redis), servingOf(context)])
  return answer<LearnedList>(context).with({
    asOf: new Date(publisher.now()).toISOString(),
    runs: notes.map(summaryOf),
    regions: [...regions],
  })
}

/** `GET /ops/v1/learned/{id}[?asset=]`: one run, and what it says of an asset. */
export async function run(context: OpsContext): Promise<Response> {
  const { asset } = readQuery(context, learnedQuery, 'A bad parameter')
  const note = await noteOf(context)
  const { head, assets } = await context.get('publisher').learnedRuns.of(note.id)
  const id = asset === undefined ? null : assetId.safeParse(asset)
  if (id?.success === false) throw new OpsProblem(400, 'A bad asset', 'Give the id of an asset, ast_….', 'asset')
  const report = await readLearnedReport(context.get('publisher').redis, note.id)
  return answer<LearnedShown>(context).with({
    run: summaryOf(note),
    positions: head.positions,
    asset: id === null ? null : saidOf({ head, assets }, id.data, report),
    report,
    regions: (await servingOf(context)).filter((each) => each.run === note.id),
  })
}

/** `POST /ops/v1/learned/{id}/activate`: regions are to serve it. */
export function activateRun(context: OpsContext): Promise<Response> {
  return serve(context, 'learned.activate', activateLearned)
}

/** `POST /ops/v1/learned/{id}/retire`: regions go back to the run before. */
export function retireRun(context: OpsContext): Promise<Response> {
  return serve(context, 'learned.retire', retireLearned)
}

async function serve(
  context: OpsContext,
  action: Action,
  work: (publisher: ReturnType<typeof publisherOf>, id: LearnedNote['id'], order: ServeOrder) => Promise<ServedRegions>,
): Promise<Response> {
  onlyParameters(context, [])
  const { regions: named, reason } = await readBody(context, learnedOrder)
  const regions = named ?? context.get('permission').regionsOf(action)
  requireAction(context, action, regions)
  const { id } = await noteOf(context)
  const publisher = publisherOf(context)
  const { done: served, off } = await withExperimentsOff(publisher, regions, () =>
    work(publisher, id, { regions, reason, actor: context.get('actor') }),
  )
  return answer<LearnedServed>(context).with({
    id,
    regions: [...served].map(([region, { run: next, since, by, reason: why, before }]) => ({
      ...{ region, run: next, since: new Date(since).toISOString(), by, reason: why, before: [...before] },
      experimentsOff: [...(off.get(region) ?? [])],
    })),
    waiting: await waitingRuns(publisherOf(context), served),
  })
}

const publisherOf = (context: OpsContext) => context.get('publisher')

/** The run that the path names. @throws OpsProblem 404 */
export async function noteOf(context: OpsContext): Promise<LearnedNote> {
  const note = await readLearnedNote(context.get('publisher').redis, context.req.param('id') ?? '')
  if (note !== null) return note
  throw new OpsProblem(404, 'No such run', 'No learned run of this id is stored; `ff learn status` lists them.', 'id')
}

function servingOf(context: OpsContext) {
  return regionsServing(context.get('publisher'), context.get('permission').regionsOf('learned.read'))
}

function summaryOf({ pushedAt, ...note }: LearnedNote): LearnedSummary {
  return { ...note, pushedAt: new Date(pushedAt).toISOString() }
}
