import { NO_INDEX, type Snapshot } from '../model/snapshot.ts'
import { SURFACE_IDS, type SurfaceId } from '../model/surface.ts'
import type { OpenEngine } from './engine/engine.ts'
import { campaignUnits, engagementUnitsOf, freshnessUnits, hourOf } from './score-terms.ts'

/**
 * What rows score before anybody asks: priority, weight, freshness and engagement, by surface and hour. Freshness is
 * that of the hour's beginning, so that all of an hour's decisions share one column, and a replay finds it again.
 */
export class BaseScores {
  private readonly hours = new Map<SurfaceId, number>()
  private readonly units: Int32Array

  constructor(
    private readonly snapshot: Pick<Snapshot, 'hot' | 'weights' | 'rules'>,
    private readonly engine: OpenEngine,
  ) {
    this.units = new Int32Array(snapshot.hot.candidateAsset.length)
  }

  /** The engine's slot that holds the base scores of a surface at an instant, milliseconds since 1970 UTC. */
  slotFor(surface: SurfaceId, now: number): number {
    const slot = SURFACE_IDS.indexOf(surface)
    if (this.hours.get(surface) !== hourOf(now)) {
      this.fill(surface, now)
      this.engine.setBase(slot, this.units)
      this.hours.set(surface, hourOf(now))
    }
    return slot
  }

  private fill(surface: SurfaceId, now: number): void {
    const { hot, rules } = this.snapshot
    const ofCampaign = hot.campaigns.idHash.length
    const campaigns = Int32Array.from({ length: ofCampaign }, (_, campaign) => {
      const { priority, weight } = campaignUnits(this.snapshot, campaign, now)
      return priority + weight
    })
    const titles = Int32Array.from(hot.titles.releasedAt, (releasedAt) => freshnessUnits(rules, releasedAt, now))
    const engagement = engagementUnitsOf(this.snapshot, surface)
    const { units } = this
    const { candidateAsset, candidateCampaign, assets } = hot
    const { title } = assets
    // The longest loop before an isolate's first answer: it looks up no more than it has to.
    for (let row = 0; row < units.length; row++) {
      const about = title[candidateAsset[row] ?? 0] ?? NO_INDEX
      const fresh = about === NO_INDEX ? 0 : (titles[about] ?? 0)
      units[row] = (campaigns[candidateCampaign[row] ?? 0] ?? 0) + fresh
    }
    if (engagement.size === 0) return
    for (let row = 0; row < units.length; row++) {
      units[row] = (units[row] ?? 0) + (engagement.get(candidateAsset[row] ?? 0) ?? 0)
    }
  }
}
