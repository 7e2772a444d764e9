import type { Rung } from '../../model/nouns/answer-vocabulary.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { HeldHead } from './held-head.ts'

/** What a region serves outside the canary, and the pointer that announced it. */
export interface HeldRegion {
  readonly head: HeldHead
  readonly pointer: PointerPayload
  readonly from: 'kv' | 'cache'
  /** The pointer's expiry times, in milliseconds since 1970 UTC. */
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

/** The rung of what is held, by its age. @param overdue storage should have been read by now, and was not */
export function rungAt({ from, softExpiresAtMs, hardExpiresAtMs }: HeldRegion, now: number, overdue: boolean) {
  const hardExpired = now >= hardExpiresAtMs
  const stale = overdue || hardExpired || now >= softExpiresAtMs
  const rung: Rung = from === 'cache' ? 'cached' : stale ? 'stale' : 'fresh'
  return { rung, hardExpired }
}
