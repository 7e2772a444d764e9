import type {
  TakedownAdded,
  TakedownLifted,
  TakedownList,
  TakedownTried,
} from '../../../contracts/ops/answers/takedowns.ts'
import { liftableInPath } from '../../../contracts/ops/requests/paths.ts'
import { takedownOrder } from '../../../contracts/ops/requests/takedowns.ts'
import { takedown as takedownSchema } from '../../../model/nouns/takedown.ts'
import { expandTerritories } from '../../../rules/lookup/expand-territories.ts'
import { requireAction } from '../../access/require-action.ts'
import { takedownRegions } from '../../access/takedown-regions.ts'
import { isKnownTarget } from '../../inquiries/known-target.ts'
import { takedownReach } from '../../inquiries/takedown-reach.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { findStanding, lift } from '../../takedowns/lift.ts'
import { orderId } from '../../takedowns/order-id.ts'
import { regionsOfTakedown } from '../../takedowns/reach.ts'
import { standingTakedowns } from '../../takedowns/standing-takedowns.ts'
import { takeDown } from '../../takedowns/take-down.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'

/** `GET /ops/v1/takedowns`: the takedowns in force in all regions that the caller may see, the oldest first. */
export async function takedowns(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const asked = context.get('permission').regionsOf('takedown.read')
  return answer<TakedownList>(context).with(await standingTakedowns(context.get('publisher'), asked))
}

/** `POST /ops/v1/takedowns`: a takedown, in force at once in every region that it reaches. */
export async function addTakedown(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const publisher = context.get('publisher')
  const { dryRun, ...body } = await readBody(context, takedownOrder)
  const { unknown } = expandTerritories(publisher.rules, body.territories)
  if (unknown.length > 0) {
    throw new OpsProblem(
      400,
      'Unknown territory',
      `There is no territory or group ${unknown.join(' ')}.`,
      'territories',
    )
  }
  if (body.until && Date.parse(body.until) <= publisher.now()) {
    throw new OpsProblem(400, 'Over already', 'This end is past: give a later instant, or leave it out.', 'until')
  }
  const actor = context.get('actor')
  const order = { ...body, until: body.until ?? null, actor }
  const record = takedownSchema.parse({ v: 1, type: 'takedown', id: await orderId(order), ...order })
  requireAction(context, 'takedown.add', takedownRegions(publisher.rules, record))
  if (dryRun) {
    const regions = regionsOfTakedown(publisher.rules, record)
    const known = await isKnownTarget(publisher, record.target, regions).catch(() => null)
    const reach = await takedownReach(publisher, record).catch(() => null)
    const tried = {
      target: record.target,
      regions,
      ...(known === null ? {} : { known }),
      ...(reach === null ? {} : { reach }),
    }
    return answer<TakedownTried>(context).with(tried)
  }
  const { regions, isStored, isJournalRead } = await takeDown(publisher, record, actor)
  // The order is in force by now: a store that does not answer this question must not make it look failed.
  const asked = { ...publisher, redis: publisher.urgentRedis }
  const known = isStored ? await isKnownTarget(asked, record.target, regions).catch(() => null) : null
  const added = { takedown: record, regions, stored: isStored, journalRead: isJournalRead }
  return answer<TakedownAdded>(context).with({ ...added, ...(known === null ? {} : { known }) }, 201)
}

/** `DELETE /ops/v1/takedowns/{id}`: lifts it everywhere; needs permission in every region where it holds. */
export async function liftTakedown(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const publisher = context.get('publisher')
  const id = liftableInPath.safeParse(context.req.param('id'))
  const standing = id.success ? await findStanding(publisher, id.data) : null
  if (!id.success || standing === null) {
    throw new OpsProblem(404, 'No such takedown', 'No takedown in force has this id; list them first.', 'id')
  }
  const { takedown, regions } = standing
  requireAction(context, 'takedown.lift', takedown ? takedownRegions(publisher.rules, takedown) : regions)
  await lift(publisher, id.data, standing, context.get('actor'))
  return answer<TakedownLifted>(context).with({ lifted: id.data, regions })
}
