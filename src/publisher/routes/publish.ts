import { z } from 'zod'
import { runPublish } from '../publish/run-publish.ts'
import { type OpsContext, onlyParameters, readBody, regionOf } from './ops-context.ts'

const order = z.strictObject({
  dryRun: z.boolean().default(false),
  only: z.enum(['weights']).nullable().default(null),
  reason: z.string().max(300).default('asked for'),
})

/** `POST /ops/v1/regions/{r}/publish`: one region, one invocation. */
export async function publish(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const { dryRun, only, reason } = await readBody(context, order)
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
  return context.json(await runPublish(publisher, asked))
}
