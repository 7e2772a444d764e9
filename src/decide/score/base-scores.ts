import type { Snapshot } from '../../model/columns/snapshot.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { BaseParts, OpenEngine } from '../engine/engine.ts'
import { campaignUnits, engagementUnitsOf, freshnessOfAll, hourOf } from './score-terms.ts'

/**
 * The viewer-independent part of the scores: priority, weight, freshness and engagement, by surface and hour. Freshness
 * is taken at the beginning of the hour, so that all decisions of an hour share one column, and a replay computes the
 * same.
 */
export class BaseScores {
  private readonly hours = new Map<SurfaceId, number>()

  constructor(
    private readonly snapshot: Pick<Snapshot, 'hot' | 'weights' | 'rules'>,
    private readonly engine: OpenEngine,
    /** The engine's slot for a surface. */
    private readonly slotOf: (surface: SurfaceId) => number = (surface) => SURFACE_IDS.indexOf(surface),
  ) {}

  /** The engine's slot that holds the base scores of a surface at an instant, milliseconds since 1970 UTC. */
  slotFor(surface: SurfaceId, now: number): number {
    const slot = this.slotOf(surface)
    if (this.hours.get(surface) !== hourOf(now)) {
      this.engine.spreadBase(slot, this.parts(surface, now))
      this.hours.set(surface, hourOf(now))
    }
    return slot
  }

  private parts(surface: SurfaceId, now: number): BaseParts {
    const { hot, rules } = this.snapshot
    const campaign = new Int32Array(hot.campaigns.idHash.length)
    for (let index = 0; index < campaign.length; index++) {
      const { priority, weight } = campaignUnits(this.snapshot, index)
      campaign[index] = priority + weight
    }
    const title = freshnessOfAll(rules, hot.titles.releasedAt, now)
    const asset = new Int32Array(hot.assets.idHash.length)
    for (const [index, units] of engagementUnitsOf(this.snapshot, surface)) asset[index] = units
    return { campaign, asset, assetTitle: hot.assets.title, title }
  }
}
