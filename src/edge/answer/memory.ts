import type { Context } from '../../decide/context/context.ts'
import type { Memory } from '../../decide/context/memory.ts'
import type { DecisionRequest } from '../../decide/decision-request.ts'
import { rested } from '../../decide/score/taste/session-taste.ts'
import { hash32 } from '../../model/hash32.ts'
import type { RegionRules } from '../../model/policies/rules.ts'
import type { DeviceRequest } from '../request/read-request.ts'
import { capEndSeconds } from '../token/cap-window.ts'

/**
 * Names that a choice can stick to: a prime near 2^16. Enough that neighbours see different faces of a title, and so
 * few that thousands of customers share each: what a decision remembers of its viewer, and its log, names nobody.
 */
const VIEWER_KEYS = 65_521

/** A retry without a session is the same request, though each gets a session of its own. */
function sessionKey({ session, sessionState, requestId }: DeviceRequest): string {
  return sessionState === 'kept' ? session.id : (requestId ?? session.id)
}

function viewerName(request: DeviceRequest, consented: boolean): string {
  return (consented ? request.viewer.subject : null) ?? sessionKey(request)
}

/** How many of a feed's last items the windows of its slate look back on. */
const RECENT_ITEMS = 19

/**
 * What a decision may remember of its viewer. A profile, and a name that outlives the session, are a consented
 * viewer's alone; everybody else is known by the session that their device carries.
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
  const elapsedMs = request.realNow - session.tasteAtSeconds * 1000
  return {
    profile: consented ? (session.profile?.taste ?? []) : [],
    session:
      session.taste.length === 0
        ? []
        : rested(Int8Array.from(session.taste), rules.ranking.personal.session, elapsedMs),
    watched: consented ? (session.profile?.watched ?? []) : [],
    unwanted: session.unwanted,
    shown: session.seen,
    recent: served.slice(-RECENT_ITEMS),
    sticky: session.sticky,
    viewerKey: String(hash32(viewerName(request, consented)) % VIEWER_KEYS),
  }
}

/** What the session remembers of capped campaigns. */
export function rememberedCaps({ caps }: DeviceRequest['session']): DecisionRequest['counts'] {
  return new Map(
    caps.map((cap) => [
      cap.key,
      { key: cap.key, count: cap.count, since: cap.windowStartSeconds * 1000, until: capEndSeconds(cap) * 1000 },
    ]),
  )
}
