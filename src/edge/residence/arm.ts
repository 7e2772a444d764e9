import { mix32 } from '../../decide/draw/chance.ts'
import { hash32 } from '../../model/hash32.ts'
import type { CanaryArmName } from '../../model/messages/canary-counts.ts'
import type { CanaryArm } from '../../snapshot/pointer.ts'

/**
 * Which snapshot a viewer is served while a canary runs: the same at every request and at every renewal, since the
 * sequence that started it is all that is mixed in; drawn anew for the next one. A share that grows keeps whom it had.
 *
 * @param viewer what stays the same of a viewer between requests
 */
export function armOf({ startedAs, permille }: CanaryArm, viewer: string): CanaryArmName {
  return mix32(hash32(`canary ${startedAs}|${viewer}`)) % 1000 < permille ? 'canary' : 'control'
}
