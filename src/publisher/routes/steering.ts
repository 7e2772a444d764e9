import type { Steered } from '../../contracts/ops/answers/steering.ts'
import { pinOrder, rollbackOrder, unpinOrder } from '../../contracts/ops/requests/steering.ts'
import { OpsProblem } from '../ops-problem.ts'
import { pin, unpin } from '../steer/pin.ts'
import { rollBack } from '../steer/rollback.ts'
import { answer } from './answer.ts'
import { type OpsContext, onlyParameters, readBody, regionOf } from './ops-context.ts'

/** Default length of a pin: time to decide what to do next. */
const PINNED_MS = 24 * 3_600_000
/** Longest pin: beyond this, too much of the schedule would be ignored. */
const PINNED_MS_MAX = 7 * 24 * 3_600_000

/** `POST /ops/v1/regions/{r}/rollback`: announces an older snapshot again, and pins it. */
export async function rollback(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const { to, until, reason } = await readBody(context, rollbackOrder)
  const publisher = context.get('publisher')
  const pinnedUntil = endOfPin(until, publisher.now())
  return answer<Steered>(context).with(
    await rollBack(publisher, region, { to, pinnedUntil, reason, actor: context.get('actor') }),
  )
}

/** `POST /ops/v1/regions/{r}/pin`: keeps what is live, until it is unpinned or the pin ends. */
export async function pinRegion(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const { until, reason } = await readBody(context, pinOrder)
  const publisher = context.get('publisher')
  const pinnedUntil = endOfPin(until, publisher.now())
  return answer<Steered>(context).with(
    await pin(publisher, region, { pinnedUntil, reason, actor: context.get('actor') }),
  )
}

/** `POST /ops/v1/regions/{r}/unpin`: the region follows its schedule again. */
export async function unpinRegion(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const { reason } = await readBody(context, unpinOrder)
  return answer<Steered>(context).with(
    await unpin(context.get('publisher'), region, { reason, actor: context.get('actor') }),
  )
}

function endOfPin(until: string | undefined, now: number): string {
  const end = until === undefined ? now + PINNED_MS : Date.parse(until)
  if (end > now && end <= now + PINNED_MS_MAX) return new Date(end).toISOString()
  throw new OpsProblem(400, 'A bad end', 'A pin ends in the next seven days: give an instant in that time.', 'until')
}
