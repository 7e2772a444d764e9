import { hash32 } from '../../model/hash32.ts'
import type { DeviceRequest } from '../request/read-request.ts'

/**
 * The seed of a request's random draws. A retry under the same `requestId` draws the same again, even if the viewer
 * signs in or out between the tries: the seed depends on what was asked, of which snapshot, in which session. Clients
 * reuse a `requestId`, so each page of a feed, each device that carries a session and each snapshot has a draw of its
 * own; otherwise the second use would not have the probability that is logged for it. The `requestId` is hashed,
 * because a client may have put anything into it and the decision log keeps seeds.
 */
export function seedOf(
  { requestId, session, sessionState }: DeviceRequest,
  retryParts: unknown,
  snapshotId: string,
  decisionId: string,
): string {
  if (requestId === null) return decisionId
  const carried = sessionState === 'kept' ? session.id : null
  return fingerprintOf(['requestId', requestId, retryParts, snapshotId, carried])
}

/** `hash32` of the parts that make two requests the same. */
export function fingerprintOf(parts: unknown): string {
  return hash32(JSON.stringify(parts)).toString(16)
}
