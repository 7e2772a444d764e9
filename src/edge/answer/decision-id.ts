import type { Context } from '../../decide/context.ts'
import type { DeviceRequest } from '../request/read-request.ts'
import type { Live } from '../snapshot/live.ts'

/** Of a request that is no retry: a name of its own. */
export function newDecisionId(): string {
  const text = crypto.randomUUID()
  return text.slice(0, 8) + text.slice(9, 13) + text.slice(14, 18) + text.slice(19, 23) + text.slice(24)
}

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
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
