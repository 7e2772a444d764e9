import type { RateInterval } from '../../canary/difference.ts'
import type { CanaryTrial } from '../../contracts/ops/answers/inquiries/canary-trial.ts'
import type { PublishResult } from '../../contracts/ops/answers/publish.ts'
import type { Steered } from '../../contracts/ops/answers/steering.ts'
import { canaryOrder } from '../../contracts/ops/requests/steering.ts'
import { OpsProblem } from '../ops-problem.ts'
import { runPublish } from '../publish/run-publish.ts'
import { promoteCanary, stopCanary } from '../steer/end-canary.ts'
import { triedCanary } from '../steer/watch-canary.ts'
import { answer } from './answer.ts'
import { type OpsContext, onlyParameters, readBody, regionOf } from './ops-context.ts'

const MINUTE_MS = 60_000

/** `GET /ops/v1/regions/{r}/canary`: how the running canary does, with both arms. */
export async function canaryStatus(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const tried = await triedCanary(context.get('publisher'), region)
  if (tried === null) throw new OpsProblem(404, 'No canary', `Region ${region} has no canary.`, 'region')
  const { arm, counts, verdict } = tried
  const bounded = ({ least, most }: RateInterval) => ({ least, most: Number.isFinite(most) ? most : null })
  return answer<CanaryTrial>(context).with({
    region,
    canary: arm,
    counts,
    ...verdict,
    compared: verdict.compared.map(({ intervals, ...rest }) => ({
      ...rest,
      intervals: { control: bounded(intervals.control), canary: bounded(intervals.canary) },
    })),
  })
}

/** `POST /ops/v1/regions/{r}/canary`: starts a canary with what a publish would announce, promotes it, or stops it. */
export async function canary(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const wanted = await readBody(context, canaryOrder)
  const publisher = context.get('publisher')
  const occasion = { actor: context.get('actor'), reason: wanted.reason }
  if (wanted.action !== 'start') {
    const end = wanted.action === 'promote' ? promoteCanary : stopCanary
    return answer<Steered>(context).with(await end(publisher, region, occasion))
  }
  const arm = { permille: Math.round(wanted.percent * 10), forMs: wanted.minutes * MINUTE_MS }
  return answer<PublishResult>(context).with(
    await runPublish(publisher, { region, scope: 'snapshot', dryRun: false, mend: true, canary: arm, ...occasion }),
  )
}
