import type { PublishResult } from '../../contracts/ops/answers/publish.ts'
import { publishOrder } from '../../contracts/ops/requests/publish.ts'
import { runPublish } from '../publish/run-publish.ts'
import { answer } from './answer.ts'
import { type OpsContext, onlyParameters, readBody, regionOf } from './ops-context.ts'

/** `POST /ops/v1/regions/{r}/publish`: one region, one invocation. */
export async function publish(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const { dryRun, only, reason } = await readBody(context, publishOrder)
  const publisher = context.get('publisher')
  const asked = {
    region,
    scope: only ?? ('snapshot' as const),
    dryRun,
    mend: true,
    canary: null,
    reason,
    actor: context.get('actor'),
  }
  return answer<PublishResult>(context).with(await runPublish(publisher, asked))
}
