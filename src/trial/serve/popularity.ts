import { chanceFrom } from '../../decide/draw/chance.ts'
import type { AssetId, TitleId } from '../../model/fields/identifier.ts'
import type { MadeUpTitle } from '../world/catalogue.ts'
import type { Screen } from '../world/screens.ts'
import type { Policy, Seen, ShownItem, Visit } from './policy.ts'

/** A title counts as if it had been shown so often already, at the rate of all. */
const PRIOR_IMPRESSIONS = 50

/**
 * Everybody is shown what others started most often of what they were shown: the strongest plain rule there is. It leaves out
 * what a viewer has started before, as the product does.
 */
export class Popularity implements Policy {
  private titles: readonly MadeUpTitle[] = []
  private order: readonly MadeUpTitle[] = []
  private readonly counts = new Map<TitleId, { shown: number; started: number }>()

  constructor(private readonly titleOf: (assetId: AssetId) => TitleId) {}

  startDay({ number, titles }: Parameters<Policy['startDay']>[0]): void {
    this.titles = titles
    const chance = chanceFrom(`popularity ${number}`)
    const total = this.total()
    const mean = total.shown > 0 ? total.started / total.shown : 0
    const rated = this.titles.map((title) => {
      const { shown = 0, started = 0 } = this.counts.get(title.record.id) ?? {}
      // Titles of equal rate, such as all on the first day, change places from day to day.
      return { title, rate: (started + mean * PRIOR_IMPRESSIONS) / (shown + PRIOR_IMPRESSIONS), tie: chance() }
    })
    this.order = rated.sort((one, other) => other.rate - one.rate || one.tie - other.tie).map(({ title }) => title)
  }

  page({ started, shown }: Visit, { surface, count }: Screen): readonly ShownItem[] {
    const seen = new Set(shown.map(this.titleOf))
    const wide = surface === 'clips-feed' ? '9:16' : '16:9'
    const page: ShownItem[] = []
    for (const { record, assets } of this.order) {
      if (page.length === count) break
      if (started.has(record.id) || seen.has(record.id)) continue
      const fitting = assets.find(({ aspect }) => aspect === wide)
      if (fitting !== undefined) page.push({ assetId: fitting.id, propensity: 1 })
    }
    return page
  }

  took(_visit: Visit, seen: readonly Seen[]): void {
    for (const { assetId, started } of seen) {
      const id = this.titleOf(assetId)
      const count = this.counts.get(id) ?? { shown: 0, started: 0 }
      this.counts.set(id, { shown: count.shown + 1, started: count.started + Number(started) })
    }
  }

  private total(): { shown: number; started: number } {
    const total = { shown: 0, started: 0 }
    for (const { shown, started } of this.counts.values()) {
      total.shown += shown
      total.started += started
    }
    return total
  }
}
