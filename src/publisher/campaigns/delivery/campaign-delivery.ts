import type { CampaignDelivery, CampaignDeliverySummary } from '../../../contracts/ops/answers/campaigns/delivery.ts'
import { privateLineKeys } from '../../../decision-log/line-key.ts'
import { deliveryReportRows, deliveryTotals, plannedSoFar } from '../../../learn/delivery/delivery-rows.ts'
import type { Shortfall } from '../../../learn/delivery/shortfall.ts'
import type { DeliveryPart } from '../../../model/delivery/delivery-part.ts'
import type { Campaign } from '../../../model/nouns/campaign.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { dayOf } from '../../../schedule/reports/counters/held-days.ts'
import { OpsProblem } from '../../ops-problem.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { regionsOfCampaign } from '../../regions/regions-of.ts'
import { campaignFunnel } from './campaign-funnel.ts'
import { campaignRemedies, type FoundRemedies } from './campaign-remedies.ts'
import { deliveryNotes } from './delivery-notes.ts'
import { type DeliveryQuestion, type DeliveryView, deliveryView, shortfallIn } from './delivery-view.ts'

/** Rows of one report: what a person reads, and what a workbook takes. */
const ROWS_MAX = 9_999

/** What a report is asked for. */
export interface ReportQuestion extends DeliveryQuestion {
  readonly by: readonly DeliveryPart[]
  /** `shortfall`: only if the campaign falls short. */
  readonly funnel: 'always' | 'shortfall' | 'never'
  /** `DECISION_LOG_KEY`: private halves of the keys that logged decisions are sealed to. */
  readonly lineKeys: string | undefined
  readonly actor: string
}

/** What a campaign was to deliver, delivered and will deliver, in the regions of whoever asks. */
export async function deliveryReport(
  publisher: PublisherContext,
  record: Campaign,
  question: ReportQuestion,
): Promise<CampaignDelivery> {
  const view = await deliveryView(publisher, record, question)
  const { asOf, days, goal } = view
  const cells = view.cells.filter(({ day }) => day >= days.first && day <= days.last)
  const rows = deliveryReportRows(cells, question.by)
  if (rows.length > ROWS_MAX) throw tooManyRows(rows.length)
  const shortfall = shortfallIn(view, record, publisher.now())
  const wants = question.funnel === 'always' || (question.funnel === 'shortfall' && shortfall !== null)
  const { funnel, note } = wants
    ? await campaignFunnel(publisher, record, { view, regions: question.regions, lineKeys: question.lineKeys })
    : { funnel: null, note: null }
  const healed = wants ? await remediesOf(publisher, record, view, { shortfall, question }) : NO_REMEDIES
  const all: readonly RegionId[] = regionsOfCampaign(publisher.rules, record)
  return {
    campaign: record.id,
    asOf: asOf === null ? null : new Date(asOf).toISOString(),
    from: days.first,
    to: days.last,
    today: dayOf(publisher.now()),
    goal,
    plannedSoFar: plannedSoFar(cells),
    totals: deliveryTotals(cells),
    rows: [...rows],
    ...{ shortfall, funnel, remedies: [...healed.remedies] },
    notes: [
      ...deliveryNotes(record, view, { own: question.regions, all }),
      ...[note, healed.note].filter((each) => each !== null),
    ],
  }
}

const NO_REMEDIES: FoundRemedies = { remedies: [], note: null }

/** What would heal a shortfall: for whoever may read all that a forecast reads. */
async function remediesOf(
  publisher: PublisherContext,
  record: Campaign,
  { goal }: DeliveryView,
  { shortfall, question }: { readonly shortfall: Shortfall | null; readonly question: ReportQuestion },
): Promise<FoundRemedies> {
  if (goal === null || shortfall === null || record.status === 'ended') return NO_REMEDIES
  const regions = regionsOfCampaign(publisher.rules, record)
  if (!regions.every((region) => question.regions.includes(region))) return NO_REMEDIES
  const { lineKeys, actor } = question
  const keys = lineKeys ? await privateLineKeys(lineKeys).catch(() => []) : []
  return campaignRemedies(publisher, record, { goal: goal.amount, keys, actor })
}

/** What a campaign delivers, in short, in the regions of whoever asks. */
export async function deliverySummary(
  publisher: PublisherContext,
  record: Campaign,
  regions: readonly RegionId[],
): Promise<CampaignDeliverySummary> {
  const { asOf, goal, cells } = await deliveryView(publisher, record, { regions })
  const { delivered, projected } = deliveryTotals(cells)
  return {
    ...{ goal: goal?.amount ?? null, delivered, planned: plannedSoFar(cells), projected },
    asOf: asOf === null ? null : new Date(asOf).toISOString(),
  }
}

function tooManyRows(rows: number): OpsProblem {
  const detail = `These are ${rows} rows, and a report has ${ROWS_MAX} at most: ask for fewer days, or by fewer of territory, day and surface.`
  return new OpsProblem(400, 'Too many rows', detail, 'by')
}
