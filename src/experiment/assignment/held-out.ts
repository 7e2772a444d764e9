import { begunHash, hashOfUnit } from './hash.ts'
import { soundHoldout } from './sound-experiment.ts'

/**
 * Whether a unit is held out, by the holdout that a snapshot says: as `assigned` finds it for who is no minor. Never throws.
 * @param said the field `experiments.holdout` of its rules, which may be anything
 */
export function isHeldOut(said: unknown, unit: string): boolean {
  const holdout = soundHoldout(said)
  return holdout !== null && hashOfUnit(begunHash(holdout.seed), unit) < holdout.share
}
