import { z } from 'zod'
import { utcInstant } from '../../model/nouns/takedown.ts'
import { OpsProblem } from '../ops-problem.ts'
import { pin, unpin } from '../steer/pin.ts'
import { rollBack } from '../steer/rollback.ts'
import { type OpsContext, onlyParameters, readBody, regionOf } from './ops-context.ts'

/** Default length of a pin: time to decide what to do next. */
const PINNED_MS = 24 * 3_600_000
/** Longest pin: beyond this, too much of the schedule would be ignored. */
const PINNED_MS_MAX = 7 * 24 * 3_600_000

const reason = z.string().min(1, 'say why, in a few words').max(300)

const rollbackOrder = z.strictObject({
  to: z
    .string()
    .regex(/^[0-9a-f]{8,64}$/, 'a snapshot id, or its first 8 digits or more')
    .nullable()
    .default(null),
  until: utcInstant.optional(),
  reason,
})

const pinOrder = z.strictObject({ until: utcInstant.optional(), reason })

const unpinOrder = z.strictObject({ reason })

/** `POST /ops/v1/regions/{r}/rollback`: announces an older snapshot again, and pins it. */
export async function rollback(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const { to, until, reason } = await readBody(context, rollbackOrder)
  const publisher = context.get('publisher')
  const pinnedUntil = endOfPin(until, publisher.now())
  return context.json(await rollBack(publisher, region, { to, pinnedUntil, reason, actor: context.get('actor') }))
}

/** `POST /ops/v1/regions/{r}/pin`: keeps what is live, until it is unpinned or the pin ends. */
export async function pinRegion(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const { until, reason } = await readBody(context, pinOrder)
  const publisher = context.get('publisher')
  const pinnedUntil = endOfPin(until, publisher.now())
  return context.json(await pin(publisher, region, { pinnedUntil, reason, actor: context.get('actor') }))
}

/** `POST /ops/v1/regions/{r}/unpin`: the region follows its schedule again. */
export async function unpinRegion(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const { reason } = await readBody(context, unpinOrder)
  return context.json(await unpin(context.get('publisher'), region, { reason, actor: context.get('actor') }))
}

function endOfPin(until: string | undefined, now: number): string {
  const end = until === undefined ? now + PINNED_MS : Date.parse(until)
  if (end > now && end <= now + PINNED_MS_MAX) return new Date(end).toISOString()
  throw new OpsProblem(400, 'A bad end', 'A pin ends in the next seven days: give an instant in that time.', 'until')
}
