import type { DecisionRequest } from '../../decide/decision-request.ts'
import type { OffPolicyLog } from '../../off-policy/log/logged-page.ts'
import type { ShownPage } from '../../replay/pages-of-line.ts'
import type { Policy, Seen, ShownItem, Visit } from '../serve/policy.ts'
import type { Product } from '../serve/product.ts'
import { TRIAL_CAMPAIGN } from '../serve/published.ts'
import type { TitlesByAsset } from '../world/catalogue.ts'
import type { Screen } from '../world/screens.ts'

/** A page that was served, with what it was decided from. */
export interface RecordedPage {
  readonly unit: string
  readonly request: DecisionRequest
  readonly page: ShownPage
}

/** The product, with a log of what it decided. */
export class Recorded implements Policy {
  readonly pages: RecordedPage[] = []

  constructor(
    private readonly product: Product,
    private readonly titles: TitlesByAsset,
  ) {}

  startDay(day: Parameters<Policy['startDay']>[0]): void {
    this.product.startDay(day)
  }

  page(visit: Visit, screen: Screen): readonly ShownItem[] {
    const request = this.product.requestFor(visit, screen)
    const items = this.product.page(visit, screen)
    const places = items.map(({ assetId }) => ({
      ...{ assetId, campaignId: TRIAL_CAMPAIGN, titleId: this.titles.get(assetId)?.record.id ?? null },
    }))
    const positions = items.map((_, position) => position)
    const page = {
      placement: screen.surface,
      ...{ places, picks: places.length },
      positions,
      propensities: items.map(({ propensity }) => propensity),
      drawn: [],
    }
    this.pages.push({ unit: visit.viewer.id, request, page })
    return items
  }

  took(visit: Visit, seen: readonly Seen[]): void {
    this.product.took(visit, seen)
  }
}

/** A log of recorded pages, and of what came of them, both in the order in which they were served. */
export function offPolicyLog(pages: readonly RecordedPage[], seen: readonly Seen[]): OffPolicyLog {
  let row = 0
  const logged = pages.map(({ unit, page }, decision) => {
    const slots = page.places.map(({ assetId }, position) => {
      const { started = false, propensity = 0 } = seen[row] ?? {}
      row++
      const source = { file: 0, line: row, position, action: assetId }
      return { ...source, propensity, reward: Number(started), leftOut: null }
    })
    return { decision: String(decision), unit, slots, whole: true }
  })
  return { pages: logged, rejected: [], sources: [{ of: 'rows', read: row, rejected: 0 }], rows: row, firstPosition: 0 }
}
