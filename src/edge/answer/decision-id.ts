import type { Context } from '../../decide/context/context.ts'
import { inHex } from '../../model/hex.ts'
import type { DeviceRequest } from '../request/read-request.ts'
import type { Live } from '../residence/live.ts'

/** Of a request that is no retry: a name of its own. */
export function newDecisionId(randomBytes: (length: number) => Uint8Array): string {
  return inHex(randomBytes(ID_BYTES))
}

const ID_BYTES = 16

/**
 * A retry with the same `requestId` on the same snapshot gets the same id (and, the decision being a
 * function of its inputs, the same answer). Clients choose the
 * `requestId`, some of them badly: who asks, and from where, is part of what makes it a retry.
 */
export async function decisionIdFor(
  requestId: string,
  request: DeviceRequest,
  live: Live,
  context: Context,
  fingerprint: () => string,
): Promise<string> {
  const { viewer, session, sessionState } = request
  const caller = [{ ...context, now: null }, viewer.subject, sessionState === 'kept' ? session.id : null]
  const seed = JSON.stringify([requestId, live.snapshot.id, live.pointer?.sequence ?? 0, fingerprint(), caller])
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(seed)))
  return inHex(digest.subarray(0, ID_BYTES))
}
