import { hash32 } from '../../model/hash32.ts'
import type { DeviceRequest } from '../request/read-request.ts'

/**
 * The client's own name for a request draws the same again, whoever signs in or out between two tries: what was asked,
 * of which snapshot, in which session. Clients use a name for more than one request: each page of a feed, each device
 * that carries a session and each snapshot has its own draw, or the second would not come by the chance that is logged
 * for it. It is hashed: a client may have put anything into it, and the decision log keeps seeds.
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

/** `hash32` of the parts of a request that make two of them the same. */
export function fingerprintOf(parts: unknown): string {
  return hash32(JSON.stringify(parts)).toString(16)
}
