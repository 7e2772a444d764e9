import type { Context } from '../../decide/context/context.ts'
import { inHex } from '../../model/hex.ts'
import type { DeviceRequest } from '../request/read-request.ts'
import type { Live } from '../residence/live.ts'

/** A new random id, for a request that is not a retry. */
export function newDecisionId(randomBytes: (length: number) => Uint8Array): string {
  return inHex(randomBytes(ID_BYTES))
}

const ID_BYTES = 16

/**
 * The id of a decision. A retry with the same `requestId` on the same snapshot gets the same id, and the same answer,
 * since a decision is a function of its inputs. Clients choose the `requestId`, and some choose it badly, so the viewer
 * and the place are part of what identifies a retry.
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
  const seed = JSON.stringify([requestId, live.opened.snapshot.id, live.pointer?.sequence ?? 0, fingerprint(), caller])
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(seed)))
  return inHex(digest.subarray(0, ID_BYTES))
}
