import type { Interval } from '../compile/time/windows.ts'
import type { LintDraft } from '../lint/draft.ts'
import type { CampaignId } from '../model/fields/identifier.ts'
import type { TerritoryCode } from '../model/nouns/region.ts'
import type { SurfaceId } from '../model/nouns/surface.ts'

/** What lanes show: what is found beside it is told elsewhere. */
export interface LanesView {
  readonly territories: ReadonlySet<TerritoryCode>
  readonly surfaces: ReadonlySet<SurfaceId>
  /** From the first instant of any lane to the last. */
  readonly span: Interval
  /** All campaigns that are planned there. */
  readonly campaigns: ReadonlySet<CampaignId>
}

/**
 * Whether a finding belongs to some lanes: its place, its surface and its time are theirs. One that does not depend on
 * time has no hour to lead to: it belongs to them where it is about one of their campaigns.
 */
export function isInLanes({ territory, surface, from, until, campaigns }: LintDraft, view: LanesView): boolean {
  if (territory !== null && !view.territories.has(territory)) return false
  if (surface !== null && !view.surfaces.has(surface)) return false
  if (from === null) return campaigns.some((id) => view.campaigns.has(id))
  return from < view.span.end && (until ?? Number.POSITIVE_INFINITY) > view.span.start
}
