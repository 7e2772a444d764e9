import type { Snapshot } from '../../model/columns/snapshot.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { BaseParts, OpenEngine } from '../engine/engine.ts'
import { campaignUnits, engagementUnitsOf, freshnessOfAll, hourOf } from './score-terms.ts'

type Scored = Pick<Snapshot, 'hot' | 'weights' | 'rules'>

/**
 * The viewer-independent part of the scores: priority, weight, freshness and engagement, by surface and hour. Freshness
 * is taken at the beginning of the hour, so that all decisions of an hour share one column, and a replay computes the
 * same.
 */
export interface BaseScores {
  /** The engine's slot that holds the base scores of a surface at an instant, milliseconds since 1970 UTC. */
  slotFor(surface: SurfaceId, now: number): number
}

/** The base scores of a snapshot itself: a column for each surface, which is read fastest. */
export class OwnBaseScores implements BaseScores {
  private readonly hours = new Map<SurfaceId, number>()

  constructor(
    private readonly snapshot: Scored,
    private readonly engine: OpenEngine,
  ) {}

  slotFor(surface: SurfaceId, now: number): number {
    const slot = SURFACE_IDS.indexOf(surface)
    if (this.hours.get(surface) !== hourOf(now)) {
      const asset = new Int32Array(this.snapshot.hot.assets.idHash.length)
      for (const [index, units] of engagementUnitsOf(this.snapshot, surface)) asset[index] = units
      this.engine.spreadBase(slot, { ...partsOfAll(this.snapshot, now), asset })
      this.hours.set(surface, hourOf(now))
    }
    return slot
  }
}

/** The parts that are the same on every surface: priority and weight, freshness. */
export function partsOfAll({ hot, weights, rules }: Scored, now: number): Omit<BaseParts, 'asset'> {
  const campaign = new Int32Array(hot.campaigns.idHash.length)
  for (let index = 0; index < campaign.length; index++) {
    const { priority, weight } = campaignUnits({ hot, weights, rules }, index)
    campaign[index] = priority + weight
  }
  return { campaign, assetTitle: hot.assets.title, title: freshnessOfAll(rules, hot.titles.releasedAt, now) }
}
