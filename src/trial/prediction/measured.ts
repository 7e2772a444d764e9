import type { Policy, Seen, ShownItem, Visit } from '../serve/policy.ts'
import { startChance } from '../world/audience.ts'
import type { TitlesByAsset } from '../world/catalogue.ts'
import type { Screen } from '../world/screens.ts'

/**
 * A policy, and what its pages come to on average: each item counts by its chance to be looked at and started, which
 * only the made-up world knows. So the luck of the days that it serves does not blur what it brings.
 */
export class Measured implements Policy {
  private impressions = 0
  private starts = 0

  constructor(
    private readonly policy: Policy,
    private readonly titles: TitlesByAsset,
  ) {}

  /** Starts per impression. */
  get rate(): number {
    return this.impressions > 0 ? this.starts / this.impressions : 0
  }

  startDay(day: Parameters<Policy['startDay']>[0]): void {
    this.policy.startDay(day)
  }

  page(visit: Visit, screen: Screen): readonly ShownItem[] {
    const items = this.policy.page(visit, screen)
    for (const [position, { assetId }] of items.entries()) {
      const title = this.titles.get(assetId)
      this.impressions++
      if (title === undefined) continue
      this.starts += (screen.looked[position] ?? 0) * startChance(visit.viewer, title, visit.started)
    }
    return items
  }

  took(visit: Visit, seen: readonly Seen[]): void {
    this.policy.took(visit, seen)
  }
}
