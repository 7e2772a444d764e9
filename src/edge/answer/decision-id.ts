import type { Context } from '../../decide/context.ts'
import type { DeviceRequest } from '../request/read-request.ts'
import type { Live } from '../snapshot/live.ts'

/**
 * A retry with the same `requestId` on the same snapshot gets the same id (and, the decision being a
 * function of its inputs, the same answer); without one every request has its own. Clients choose the
 * `requestId`, some of them badly: who asks, and from where, is part of what makes it a retry.
 */
export async function decisionIdFor(
  request: DeviceRequest,
  live: Live,
  context: Context,
  fingerprint: () => string,
): Promise<string> {
  if (request.requestId === null) return crypto.randomUUID().replaceAll('-', '')
  const { viewer, session, sessionState } = request
  const caller = [{ ...context, now: null }, viewer.subject, sessionState === 'kept' ? session.id : null]
  const seed = JSON.stringify([request.requestId, live.snapshot.id, live.pointer?.sequence ?? 0, fingerprint(), caller])
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(seed)))
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
