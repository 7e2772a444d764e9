import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { HeldHead } from './held-head.ts'
import type { Rung } from './live.ts'

/** What a region's control arm serves from, and the pointer that announced it. */
export interface HeldRegion {
  readonly head: HeldHead
  readonly pointer: PointerPayload
  readonly from: 'kv' | 'cache'
  /** As the pointer has them; milliseconds since 1970 UTC. */
  readonly softExpiresAtMs: number
  readonly hardExpiresAtMs: number
}

export function heldAs(head: HeldHead, pointer: PointerPayload, from: HeldRegion['from']): HeldRegion {
  const { softExpiresAt, hardExpiresAt } = pointer
  return {
    ...{ head, pointer, from },
    softExpiresAtMs: Date.parse(softExpiresAt),
    hardExpiresAtMs: Date.parse(hardExpiresAt),
  }
}

/** How far what is held may still be trusted. @param overdue storage was to be looked at, and was not */
export function rungAt({ from, softExpiresAtMs, hardExpiresAtMs }: HeldRegion, now: number, overdue: boolean) {
  const hardExpired = now >= hardExpiresAtMs
  const stale = overdue || hardExpired || now >= softExpiresAtMs
  const rung: Rung = from === 'cache' ? 'cached' : stale ? 'stale' : 'fresh'
  return { rung, hardExpired }
}
