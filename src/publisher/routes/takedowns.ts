import { z } from 'zod'
import { takedownId } from '../../model/identifier.ts'
import { territorySelectors } from '../../model/rating.ts'
import { type Takedown, takedown as takedownSchema, takedownTarget, utcInstant } from '../../model/takedown.ts'
import { expandTerritories } from '../../rules/expand-territories.ts'
import { findTakedown, listTakedowns } from '../../schedule/takedowns.ts'
import { requireAction } from '../access/require-action.ts'
import { takedownRegions } from '../access/takedown-regions.ts'
import { isKnownTarget } from '../known-target.ts'
import { OpsProblem } from '../ops-problem.ts'
import { regionsOfTakedown } from '../publish/takedown-list.ts'
import { lift, takeDown } from '../publish/takedown-plane.ts'
import { type OpsContext, onlyParameters, readBody } from './ops-context.ts'

const order = z.strictObject({
  target: takedownTarget,
  reason: takedownSchema.shape.reason,
  territories: territorySelectors.default(['*']),
  until: utcInstant.nullish(),
  /** Says what it would reach, and takes nothing down. */
  dryRun: z.boolean().default(false),
})

/** `GET /ops/v1/takedowns`: what is in force wherever the role may look, oldest first. */
export async function takedowns(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { redis } = context.get('publisher')
  const asked = context.get('permission').regionsOf('takedown.read')
  const lists = await Promise.all(asked.map((region) => listTakedowns(redis, region)))
  const byId = new Map<string, Takedown & { regions: string[]; addedAt: string }>()
  asked.forEach((region, index) => {
    for (const { takedown, addedAt } of lists[index] ?? []) {
      const known = byId.get(takedown.id)
      if (known) known.regions.push(region)
      else byId.set(takedown.id, { ...takedown, regions: [region], addedAt: new Date(addedAt).toISOString() })
    }
  })
  return context.json({ takedowns: [...byId.values()].sort((a, b) => (a.addedAt < b.addedAt ? -1 : 1)) })
}

/** `POST /ops/v1/takedowns`: in force at once, in every region that it reaches. */
export async function addTakedown(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const publisher = context.get('publisher')
  const { dryRun, ...body } = await readBody(context, order)
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
  const id = takedownId.parse(`tkd_${publisher.newToken().slice(0, 20)}`)
  const record = takedownSchema.parse({ v: 1, type: 'takedown', id, ...body, until: body.until ?? null, actor })
  requireAction(context, 'takedown.add', takedownRegions(publisher.rules, record))
  if (dryRun) {
    const regions = regionsOfTakedown(publisher.rules, record)
    return context.json({
      target: record.target,
      regions,
      known: await isKnownTarget(publisher, record.target, regions),
    })
  }
  const { regions } = await takeDown(publisher, record, actor)
  // The order is in force by now: a store that does not answer this one question must not make it look undone.
  const known = await isKnownTarget(publisher, record.target, regions).catch(() => null)
  return context.json({ takedown: record, regions, ...(known === null ? {} : { known }) }, 201)
}

/** Whoever lifts must be allowed to in every region where it holds; what stands nowhere is the caller's to tell. */
async function requireLift(context: OpsContext, id: Takedown['id']): Promise<void> {
  const { redis, rules } = context.get('publisher')
  const [standing] = (await findTakedown(redis, id)).values()
  if (standing) requireAction(context, 'takedown.lift', takedownRegions(rules, standing.takedown))
}

/** `DELETE /ops/v1/takedowns/{id}`: lifts it everywhere. */
export async function liftTakedown(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const id = takedownId.safeParse(context.req.param('id'))
  if (id.success) await requireLift(context, id.data)
  const regions = id.success ? await lift(context.get('publisher'), id.data, context.get('actor')) : null
  if (!id.success || regions === null) {
    throw new OpsProblem(404, 'No such takedown', 'No takedown in force has this id; list them first.', 'id')
  }
  return context.json({ lifted: id.data, regions })
}
