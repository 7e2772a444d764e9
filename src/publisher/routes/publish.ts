import { z } from 'zod'
import { runPublish } from '../publish/run-publish.ts'
import { type OpsContext, onlyParameters, readBody, regionOf } from './ops-context.ts'

const order = z.strictObject({
  dryRun: z.boolean().default(false),
  reason: z.string().max(300).default('asked for'),
})

/** `POST /ops/v1/regions/{r}/publish`: one region, one invocation. */
export async function publish(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const { dryRun, reason } = await readBody(context, order)
  const publisher = context.get('publisher')
  return context.json(
    await runPublish(publisher, { region, dryRun, mend: true, canary: null, reason, actor: context.get('actor') }),
  )
}
