import type { Context } from '../../decide/context/context.ts'
import type { Memory } from '../../decide/context/memory.ts'
import type { DecisionRequest } from '../../decide/decision-request.ts'
import { rested } from '../../decide/score/taste/session-taste.ts'
import { hash32 } from '../../model/hash32.ts'
import type { RegionRules } from '../../model/policies/rules.ts'
import type { DeviceRequest } from '../request/read-request.ts'
import { capEndSeconds } from '../token/cap-window.ts'

/**
 * How many distinct keys sticky choices have: a prime near 2^16. Enough that neighbours see different choices for a
 * title, and few enough that thousands of customers share each key, so that neither a decision nor its log identifies a
 * viewer.
 */
const VIEWER_KEYS = 65_521

/**
 * The viewer's key without consent. A retry without a session gets a new session each time, so `requestId` identifies
 * it.
 */
function sessionKey({ session, sessionState, requestId }: DeviceRequest): string {
  return sessionState === 'kept' ? session.id : (requestId ?? session.id)
}

function viewerName(request: DeviceRequest, consented: boolean): string {
  return (consented ? request.viewer.subject : null) ?? sessionKey(request)
}

/** How many of the feed's last items the diversity windows of a slate look back on. */
const RECENT_ITEMS = 19

/**
 * What a decision may remember of its viewer. Only a consented viewer has a profile and a name that outlives the
 * session; everybody else is known by the session that their device carries.
 *
 * @param served `hash32` of assets of the feed's earlier pages, oldest first
 */
export function memoryFor(
  request: DeviceRequest,
  context: Context,
  rules: RegionRules,
  served: readonly number[],
): Memory {
  const { session } = request
  const consented = context.privacy === 'consented'
  const profile = consented ? session.profile : null
  const elapsedMs = request.realNow - session.tasteAtSeconds * 1000
  return {
    profile: profile?.taste ?? NO_TASTE,
    session:
      session.taste.length === 0
        ? NO_TASTE
        : rested(Int8Array.from(session.taste), rules.ranking.personal.session, elapsedMs),
    spaces: { profile: profile?.space ?? 0, session: session.tasteSpace },
    watched: profile?.watched ?? [],
    unwanted: session.unwanted,
    shown: session.seen,
    recent: served.slice(-RECENT_ITEMS),
    sticky: session.sticky,
    viewerKey: String(hash32(viewerName(request, consented)) % VIEWER_KEYS),
  }
}

const NO_TASTE: readonly number[] = []

/** What is remembered of capped campaigns: by the session, and by the profile of a consented viewer. */
export function rememberedCaps(
  { caps, profile }: DeviceRequest['session'],
  { privacy }: Pick<Context, 'privacy'>,
): DecisionRequest['counts'] {
  const known = privacy === 'consented' ? [...caps, ...(profile?.caps ?? [])] : caps
  return new Map(
    known.map((cap) => [
      cap.key,
      { key: cap.key, count: cap.count, since: cap.windowStartSeconds * 1000, until: capEndSeconds(cap) * 1000 },
    ]),
  )
}
