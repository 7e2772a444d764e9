import type { Steered } from '../../contracts/ops/answers/steering.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { CanaryArm, PointerPayload } from '../../snapshot/pointer.ts'
import type { Occasion } from '../announce/announce-content.ts'
import { withdrawLearned } from '../learned/learned-trial.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { steerRegion } from './steer.ts'

/** Announces the canary's snapshot to all viewers. */
export function promoteCanary(publisher: PublisherContext, region: RegionId, occasion: Occasion): Promise<Steered> {
  return steerRegion(publisher, region, { ...occasion, action: 'canary-promote' }, (live) => ({
    content: canaryOf(live),
    beside: { canary: null },
  }))
}

/** Gives the canary to more viewers; those who have it keep it. */
export function widenCanary(
  publisher: PublisherContext,
  region: RegionId,
  permille: number,
  occasion: Occasion,
): Promise<Steered> {
  return steerRegion(publisher, region, { ...occasion, action: 'canary-widen' }, (live) => ({
    content: live,
    beside: { canary: { ...canaryOf(live), permille } },
  }))
}

/** Ends the canary: every viewer gets the live snapshot again. What was learned with it is withdrawn with it. */
export async function stopCanary(publisher: PublisherContext, region: RegionId, occasion: Occasion): Promise<Steered> {
  let arm: CanaryArm | null = null
  const steered = await steerRegion(publisher, region, { ...occasion, action: 'canary-stop' }, (live) => {
    arm = canaryOf(live)
    return { content: live, beside: { canary: null } }
  })
  if (arm !== null) await withdrawLearned(publisher, region, arm, occasion)
  return steered
}

function canaryOf(live: PointerPayload): CanaryArm {
  if (live.canary !== null) return live.canary
  throw new OpsProblem(
    409,
    'No canary',
    `Region ${live.region} has no canary; start one with \`ff canary ${live.region} --reason …\`.`,
  )
}
