import { LEARNED_NONE } from '../../model/experiments/experiment-vocabulary.ts'
import { LEARNED_RUN_ID } from '../../model/learned/run-id.ts'
import { type OwnedBounds, POINTS_BOUNDS, SLATE_BOUNDS, WEIGHT_BOUNDS } from '../../model/policies/owned-bounds.ts'
import type { OwnedParameter } from '../../model/policies/parameter-path.ts'

/**
 * Whether a parameter can have a value at all, whatever the rules of a deployment say: the edge reads it before it
 * decides with it. Whether a snapshot brings the vectors of a run, only the snapshot can tell.
 */
export function isOwnedValue(parameter: OwnedParameter, value: unknown): boolean {
  if (parameter.kind === 'learned') {
    return value === LEARNED_NONE || (typeof value === 'string' && LEARNED_RUN_ID.test(value))
  }
  const bounds = boundsOf(parameter)
  if (value === null) return bounds.none === true
  if (typeof value !== 'number' || !Number.isFinite(value)) return false
  if (bounds.whole === true && !Number.isInteger(value)) return false
  return value >= bounds.least && value <= bounds.greatest
}

function boundsOf(parameter: Exclude<OwnedParameter, { readonly kind: 'learned' }>): OwnedBounds {
  if (parameter.kind === 'slate') return SLATE_BOUNDS[parameter.value]
  return parameter.kind === 'points' ? POINTS_BOUNDS : WEIGHT_BOUNDS
}
