import type { EstimateKept, EstimateList } from '../../../contracts/ops/answers/experiments/estimates.ts'
import { estimateOrder } from '../../../contracts/ops/requests/experiments/estimates.ts'
import { keepEstimate, readEstimates } from '../../../schedule/experiments/kept-estimates.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'

/** `GET /ops/v1/estimates`: the last that were sent. */
export async function estimates(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { redis, now } = context.get('publisher')
  const kept = await readEstimates(redis)
  return answer<EstimateList>(context).with({ asOf: new Date(now()).toISOString(), estimates: [...kept] })
}

/** `POST /ops/v1/estimates`: what a log says of a policy is kept, for people to look at. */
export async function pushEstimate(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const order = await readBody(context, estimateOrder)
  const { redis, now, newToken, role } = context.get('publisher')
  const [at, by, id] = [now(), context.get('actor'), `est_${newToken().slice(0, 16)}`]
  const { policy, verdict, used } = order.evaluation
  await keepEstimate(
    redis,
    { id, at: new Date(at).toISOString(), by, ...order },
    {
      ...{ at, actor: by, role: role ?? null, action: 'experiment.estimate', target: id, before: null },
      after: { name: order.name, policy, verdict, rows: used },
    },
  )
  return answer<EstimateKept>(context).with({ id })
}
