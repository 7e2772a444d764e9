import { mix32 } from '../../decide/draw/chance.ts'
import { hash32 } from '../../model/hash32.ts'
import type { CanaryArmName } from '../../model/messages/canary-counts.ts'
import type { CanaryArm } from '../../snapshot/pointer.ts'

/**
 * The canary arm of a viewer. It stays the same at every request and when the pointer is renewed, since only the viewer
 * and the sequence that started the canary are hashed; the next canary draws anew. When the share grows, the viewers in
 * the canary stay in it.
 *
 * @param viewer what stays the same of a viewer between requests
 */
export function armOf({ startedAs, permille }: CanaryArm, viewer: string): CanaryArmName {
  return mix32(hash32(`canary ${startedAs}|${viewer}`)) % 1000 < permille ? 'canary' : 'control'
}
