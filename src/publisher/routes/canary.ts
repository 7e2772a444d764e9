import { z } from 'zod'
import { runPublish } from '../publish/run-publish.ts'
import { promoteCanary, stopCanary } from '../steer/end-canary.ts'
import { type OpsContext, onlyParameters, readBody, regionOf } from './ops-context.ts'

const MINUTE_MS = 60_000
const reason = z.string().min(1, 'say why, in a few words').max(300)

const order = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('start'),
    /** Percent of viewers; below half a percent, it takes too long to learn anything. */
    percent: z.number().min(0.5).max(50).default(5),
    minutes: z
      .int()
      .min(5)
      .max(24 * 60)
      .default(60),
    reason,
  }),
  z.strictObject({ action: z.literal('promote'), reason }),
  z.strictObject({ action: z.literal('stop'), reason }),
])

/** `POST /ops/v1/regions/{r}/canary`: starts a canary with what a publish would announce, promotes it, or stops it. */
export async function canary(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const wanted = await readBody(context, order)
  const publisher = context.get('publisher')
  const occasion = { actor: context.get('actor'), reason: wanted.reason }
  if (wanted.action === 'promote') return context.json(await promoteCanary(publisher, region, occasion))
  if (wanted.action === 'stop') return context.json(await stopCanary(publisher, region, occasion))
  const arm = { permille: Math.round(wanted.percent * 10), forMs: wanted.minutes * MINUTE_MS }
  return context.json(
    await runPublish(publisher, { region, scope: 'snapshot', dryRun: false, mend: true, canary: arm, ...occasion }),
  )
}
