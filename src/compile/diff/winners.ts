import { decide } from '../../decide/decide.ts'
import { cannotShow } from '../../decide/eligibility/gate-input.ts'
import type { OpenedSnapshot } from '../../decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import type { Device } from '../../model/nouns/campaign-vocabulary.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import { hasEligible } from './eligible-rows.ts'
import { type PanelHints, type PanelRequest, panelContext, panelDecision } from './panel.ts'

/** Marks a request without a winner: nothing may be shown. */
export const NO_WINNER = -1

/** Under what a panel is decided. */
export interface PanelTerms {
  readonly denies: DenyList
  /** The taste of whoever likes an asset, by its `hash32`; empty: none is known. */
  readonly tasteFor: (liked: number) => ArrayLike<number>
}

/** The winning row of each request of a panel. Requests that a snapshot cannot tell apart are decided once. */
export function winners(opened: OpenedSnapshot, requests: readonly PanelRequest[], terms: PanelTerms): Int32Array {
  const known = new Map<string, number>()
  const keyOf = keyFor(opened.snapshot)
  return Int32Array.from(requests, (request) => {
    const key = keyOf(request)
    const winner = known.get(key) ?? winnerOf(opened, request, terms)
    known.set(key, winner)
    return winner
  })
}

function winnerOf(opened: OpenedSnapshot, request: PanelRequest, { denies, tasteFor }: PanelTerms): number {
  const context = panelContext(opened.snapshot.rules, request)
  const { surface, liked } = request
  // Skips `decide`, which would ask every candidate why there is nothing; the reason is not needed here.
  if (!hasEligible(opened, { context, surface, denies })) return NO_WINNER
  const [decision] = decide(
    opened,
    panelDecision(context, surface, { denies, profile: liked === null ? [] : tasteFor(liked) }),
  )
  return decision?.picks[0]?.candidate ?? NO_WINNER
}

/** What each field of a request, and each hint that is drawn, adds to the key. */
type KeyParts = {
  readonly [Name in Exclude<keyof PanelRequest, 'hints'> | keyof PanelHints]: (
    request: PanelRequest,
  ) => string | number | boolean | null
}

/**
 * Cache key: everything in which two requests of the panel differ. Device and entitlements count only if some campaign
 * asks for them; that a device cannot show a surface always counts.
 */
function keyFor({ hot: { campaigns }, rules }: Snapshot): (request: PanelRequest) => string {
  const onNone = (surface: SurfaceId, device: Device | null): boolean =>
    rules.surfaces.some((rule) => rule.id === surface && cannotShow(rule, device))
  const asksDevice = campaigns.devices.some((devices) => devices !== 0)
  const asksEntitlement = campaigns.entitlements.some((types) => types !== 0)
  const parts: KeyParts = {
    at: ({ at }) => at.code,
    band: ({ band }) => band.name,
    surface: ({ surface }) => surface,
    place: ({ place }) => place.country,
    now: ({ now }) => now,
    liked: ({ liked }) => liked,
    language: ({ hints }) => hints.language,
    device: ({ surface, hints: { device } }) => (asksDevice ? device : onNone(surface, device)),
    // The rest of a viewer follows from band and place.
    viewer: ({ viewer }) => (asksEntitlement ? viewer.entitlements.length : null),
  }
  const all = Object.values(parts)
  return (request) => all.map((part) => part(request)).join(' ')
}
