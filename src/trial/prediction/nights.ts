import type { PolicyEvaluation } from '../../off-policy/evaluate-policy.ts'
import type { Policy, Seen, ShownItem, Visit } from '../serve/policy.ts'
import type { Product } from '../serve/product.ts'
import type { TitlesByAsset } from '../world/catalogue.ts'
import type { Screen } from '../world/screens.ts'
import { predicted } from './predicted.ts'
import { Recorded } from './recorded.ts'

/** What the log of a day says of the snapshot that the night after it makes. */
export interface PredictedNight {
  /** Of the new snapshot, from 0. */
  readonly day: number
  readonly evaluation: PolicyEvaluation
}

/** The product that learns every night, with each night's snapshot judged by the log of the day before. */
export class Nights implements Policy {
  readonly predicted: PredictedNight[] = []
  private recorded: Recorded
  private seen: Seen[] = []

  constructor(
    private readonly product: Product,
    private readonly titles: TitlesByAsset,
  ) {
    this.recorded = new Recorded(product, titles)
  }

  startDay(day: Parameters<Policy['startDay']>[0]): void {
    const { pages } = this.recorded
    if (pages.length === 0) this.product.startDay(day)
    else {
      const { served } = this.product
      this.product.startDay(day)
      const evaluation = predicted({ pages, seen: this.seen, served }, this.product.served)
      this.predicted.push({ day: day.number, evaluation })
    }
    this.recorded = new Recorded(this.product, this.titles)
    this.seen = []
  }

  page(visit: Visit, screen: Screen): readonly ShownItem[] {
    return this.recorded.page(visit, screen)
  }

  took(visit: Visit, seen: readonly Seen[]): void {
    this.seen.push(...seen)
    this.product.took(visit, seen)
  }
}
