import { decide } from '../../decide/decide.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import { type OpenedSnapshot, openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import { type TakenShare, takenShare } from '../../learn/forecast/taken-share.ts'
import { campaignOf } from '../../model/columns/column-value.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import type { LoggedContext } from './logged-contexts.ts'

/** Who has the picks of one placement. */
export interface TakenPlacement {
  readonly territory: string
  readonly surface: SurfaceId
  /** When it was asked for, milliseconds since 1970 UTC. */
  readonly at: number
  readonly weight: number
  /** Campaign → its picks over all picks. */
  readonly taken: ReadonlyMap<string, number>
}

/** Decides logged contexts on a schedule, and tells who has the picks of each placement. */
export function takenPlacements(opened: OpenedSnapshot, contexts: readonly LoggedContext[]): readonly TakenPlacement[] {
  const ids = campaignIds(opened)
  return contexts.flatMap(({ request, weight }) => {
    return decide(opened, request).map(({ placement, picks }): TakenPlacement => {
      const taken = new Map<string, number>()
      for (const { candidate } of picks) {
        const id = ids[campaignOf(opened.snapshot.hot, candidate)] ?? ''
        taken.set(id, (taken.get(id) ?? 0) + 1 / picks.length)
      }
      const { territory, now: at } = request.context
      return { territory, surface: placement.surface, at, weight, taken }
    })
  })
}

/** The same schedule where some campaigns are let through in a share of their chances only. */
export function withShares(opened: OpenedSnapshot, shares: ReadonlyMap<string, number>): OpenedSnapshot {
  if (shares.size === 0) return opened
  const { snapshot } = opened
  const ids = campaignIds(opened)
  const pacing = snapshot.weights.pacing.map((share, column) => shares.get(ids[column] ?? '') ?? share)
  return openSnapshot({ ...snapshot, weights: { ...snapshot.weights, pacing } }, typescriptEngine)
}

/** What a campaign takes of the placements on a surface; null: there are none. */
export function takenOn(placements: readonly TakenPlacement[], surface: SurfaceId, id: CampaignId): TakenShare | null {
  const here = placements.filter((each) => each.surface === surface)
  return takenShare(here.map(({ weight, taken }) => ({ weight, taken: taken.get(id) ?? 0 })))
}

function campaignIds({ snapshot }: OpenedSnapshot): readonly string[] {
  const { hot, text } = snapshot
  return Array.from(hot.campaigns.idHash, (_hash, column) => text.campaign(column).campaignId)
}
