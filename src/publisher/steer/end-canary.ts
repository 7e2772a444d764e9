import type { Steered } from '../../contracts/ops/answers/steering.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { CanaryArm, PointerPayload } from '../../snapshot/pointer.ts'
import type { Occasion } from '../announce/announce-content.ts'
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

/** Ends the canary: every viewer gets the live snapshot again. */
export function stopCanary(publisher: PublisherContext, region: RegionId, occasion: Occasion): Promise<Steered> {
  return steerRegion(publisher, region, { ...occasion, action: 'canary-stop' }, (live) => {
    canaryOf(live)
    return { content: live, beside: { canary: null } }
  })
}

function canaryOf(live: PointerPayload): CanaryArm {
  if (live.canary !== null) return live.canary
  throw new OpsProblem(
    409,
    'No canary',
    `Region ${live.region} has no canary; start one with \`ff canary ${live.region} --reason …\`.`,
  )
}
