import { z } from 'zod'
import type { ExperimentAnalysed } from '../../../contracts/ops/answers/experiments/analysis.ts'
import type {
  ExperimentDecided,
  ExperimentList,
  ExperimentMeasured,
  ExperimentRemoved,
  ExperimentShown,
} from '../../../contracts/ops/answers/experiments/experiments.ts'
import {
  experimentAnalysisQuery,
  experimentDecide,
  experimentInPath,
  experimentRamp,
  experimentRemove,
  experimentResults,
  experimentStart,
  experimentStop,
} from '../../../contracts/ops/requests/experiments/experiments.ts'
import { readRecord } from '../../../experiment/record/read-record.ts'
import { HOLDOUT_LAYER } from '../../../model/experiments/experiment-vocabulary.ts'
import { readExperiment } from '../../../schedule/experiments/experiment-store.ts'
import type { StoredExperiment } from '../../../schedule/experiments/stored-experiment.ts'
import { decideExperiment, rampExperiment, startExperiment, stopExperiment } from '../../experiments/experiment-acts.ts'
import { noSuchExperiment, type SeenOrder } from '../../experiments/experiment-order.ts'
import {
  analysedExperiment,
  heldShown,
  listedExperiments,
  shownExperiment,
} from '../../experiments/experiment-views.ts'
import { takeHoldoutResults } from '../../experiments/holdout-results.ts'
import { putExperiment } from '../../experiments/put-experiment.ts'
import { removeExperiment } from '../../experiments/remove-experiment.ts'
import { takeResults } from '../../experiments/take-results.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { entityTag, refuseUnseen, revisionSeen } from '../if-match.ts'
import { type OpsContext, onlyParameters, readBody, readQuery } from '../ops-context.ts'

/** `GET /ops/v1/experiments`: all of them, and the holdout. */
export async function experiments(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const publisher = context.get('publisher')
  return answer<ExperimentList>(context).with({
    asOf: new Date(publisher.now()).toISOString(),
    holdout: publisher.rules.experiments.holdout,
    ...(await listedExperiments(publisher)),
  })
}

/** `GET /ops/v1/experiments/{key}`: one, with its revision as `ETag`. */
export async function experiment(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  return tagged(context, await storedOf(context))
}

/** `PUT /ops/v1/experiments/{key}`: a draft, or words and steps of one that runs. */
export async function putOne(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const key = newKeyOf(context)
  // Read as it came, because a refusal says more than that it is of a wrong shape.
  const { record, fault } = readRecord(await readBody(context, z.unknown()))
  if (record === null) {
    throw new OpsProblem(
      400,
      'Not an experiment',
      `${fault.field || 'the body'}: ${fault.reason}`,
      fault.field || 'body',
    )
  }
  if (record.key !== key) {
    throw new OpsProblem(400, 'Of another key', `The body is of "${record.key}", the path of "${key}".`, 'key')
  }
  const seen = (revision: number | null) => void revisionSeen(context, revision)
  return tagged(context, await putExperiment(context.get('publisher'), record, { actor: context.get('actor'), seen }))
}

/** `GET /ops/v1/experiments/{key}/analysis[?day=]`: what it found, and day by day. */
export async function analysis(context: OpsContext): Promise<Response> {
  const { day } = readQuery(context, experimentAnalysisQuery, 'A bad parameter')
  const key = keyOf(context)
  if (key !== HOLDOUT_LAYER) await storedOf(context)
  const found = await analysedExperiment(context.get('publisher'), key, day)
  if (day !== undefined && found.day === null) {
    throw new OpsProblem(404, 'No results', `No results up to ${day} are kept.`, 'day')
  }
  return answer<ExperimentAnalysed>(context).with(found)
}

/** `POST /ops/v1/experiments/{key}/start`. */
export async function start(context: OpsContext): Promise<Response> {
  const { coverage, reason } = await bodyOf(context, experimentStart)
  const order = { ...orderOf(context, reason), coverage }
  return tagged(context, await startExperiment(context.get('publisher'), keyOf(context), order))
}

/** `POST /ops/v1/experiments/{key}/ramp`. */
export async function ramp(context: OpsContext): Promise<Response> {
  const { coverage, reason, resume = false } = await bodyOf(context, experimentRamp)
  const order = { ...orderOf(context, reason), coverage, isResumed: resume }
  return tagged(context, await rampExperiment(context.get('publisher'), keyOf(context), order))
}

/** `POST /ops/v1/experiments/{key}/stop`. */
export async function stop(context: OpsContext): Promise<Response> {
  const { reason } = await bodyOf(context, experimentStop)
  return tagged(context, await stopExperiment(context.get('publisher'), keyOf(context), orderOf(context, reason)))
}

/** `POST /ops/v1/experiments/{key}/remove`: one that is damaged. */
export async function remove(context: OpsContext): Promise<Response> {
  const { reason } = await bodyOf(context, experimentRemove)
  const key = keyOf(context)
  const damage = await removeExperiment(context.get('publisher'), key, { actor: context.get('actor'), reason })
  return answer<ExperimentRemoved>(context).with({ key, damage })
}

/** `POST /ops/v1/experiments/{key}/decide`: ends it with a winner, and says what is left to do. */
export async function decide(context: OpsContext): Promise<Response> {
  const { winner, reason, despite } = await bodyOf(context, experimentDecide)
  const publisher = context.get('publisher')
  const order = { ...orderOf(context, reason), winner, despite }
  const stored = await decideExperiment(publisher, keyOf(context), order)
  context.header('etag', entityTag(stored.revision))
  const decided = await shownExperiment(publisher, stored)
  const next = decided.rollOut.find(({ arm }) => arm === winner)?.next ?? []
  return answer<ExperimentDecided>(context).with({ experiment: decided, next })
}

/** `POST /ops/v1/experiments/{key}/moments`: the results up to a day. */
export async function moments(context: OpsContext): Promise<Response> {
  const results = await bodyOf(context, experimentResults)
  const key = keyOf(context)
  const [publisher, actor] = [context.get('publisher'), context.get('actor')]
  if (key === HOLDOUT_LAYER) {
    const { verdict, reasons } = await takeHoldoutResults(publisher, results, actor)
    return answer<ExperimentMeasured>(context).with({
      ...{ key, day: results.day, verdict, reasons: [...reasons], held: null },
    })
  }
  const { analysis: found, experiment: after } = await takeResults(publisher, key, results, actor)
  const { held } = after
  return answer<ExperimentMeasured>(context).with({
    ...{ key, day: results.day, verdict: found.verdict, reasons: [...found.reasons] },
    held: heldShown(held),
  })
}

function orderOf(context: OpsContext, reason: string): SeenOrder {
  return { actor: context.get('actor'), reason, seen: (revision) => refuseUnseen(context, revision) }
}

function bodyOf<Schema extends z.ZodType>(context: OpsContext, schema: Schema): Promise<z.output<Schema>> {
  onlyParameters(context, [])
  return readBody(context, schema)
}

/** The key in the path. @throws OpsProblem 404 for what is no key */
function keyOf(context: OpsContext): string {
  const key = experimentInPath.safeParse(context.req.param('key'))
  if (key.success) return key.data
  throw noSuchExperiment(context.req.param('key') ?? '')
}

/** The key of what is put. @throws OpsProblem 400 for what is no key */
function newKeyOf(context: OpsContext): string {
  const key = experimentInPath.safeParse(context.req.param('key'))
  if (key.success) return key.data
  throw new OpsProblem(400, 'Not a key', `key: ${key.error.issues[0]?.message}`, 'key')
}

/** @throws OpsProblem 404 */
async function storedOf(context: OpsContext): Promise<StoredExperiment> {
  const key = keyOf(context)
  const stored = await readExperiment(context.get('publisher').redis, key)
  if (stored === null) throw noSuchExperiment(key)
  return stored
}

async function tagged(context: OpsContext, stored: StoredExperiment): Promise<Response> {
  context.header('etag', entityTag(stored.revision))
  return answer<ExperimentShown>(context).with(await shownExperiment(context.get('publisher'), stored))
}
