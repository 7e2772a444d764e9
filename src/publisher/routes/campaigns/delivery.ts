import type { CampaignDelivery } from '../../../contracts/ops/answers/campaigns/delivery.ts'
import { deliveryQuery, deliveryReportQuery, partsOf } from '../../../contracts/ops/requests/campaigns/delivery.ts'
import { DELIVERY_PARTS, type DeliveryPart } from '../../../model/delivery/delivery-part.ts'
import { deliveryReport, type ReportQuestion } from '../../campaigns/delivery/campaign-delivery.ts'
import { deliveryPicture } from '../../campaigns/delivery/delivery-picture.ts'
import { deliverySheet } from '../../campaigns/delivery/delivery-sheet.ts'
import type { SheetFormat } from '../../campaigns/sheets/campaign-sheet.ts'
import { answer } from '../answer.ts'
import { type OpsContext, readQuery } from '../ops-context.ts'
import { SHEET_TYPES } from './sheets.ts'
import { readableCampaign } from './stored-campaign.ts'

/**
 * `GET /ops/v1/campaigns/{id}/delivery[?from=&to=&by=&funnel=]`: booked, planned, delivered and projected, by day and
 * place; and if it falls short, why.
 */
export async function campaignDelivery(context: OpsContext): Promise<Response> {
  const { funnel } = readQuery(context, deliveryReportQuery, TITLES)
  const wanted = funnel === '1' ? 'always' : funnel === '0' ? 'never' : 'shortfall'
  return answer<CampaignDelivery>(context).with((await asked(context, { funnel: wanted })).report)
}

export const deliveryCsv = (context: OpsContext) => sheetOf(context, 'csv')
export const deliveryXlsx = (context: OpsContext) => sheetOf(context, 'xlsx')

/** `GET /ops/v1/campaigns/{id}/delivery.csv|.xlsx`: the same as a sheet. */
async function sheetOf(context: OpsContext, format: SheetFormat): Promise<Response> {
  const { report } = await asked(context)
  const sheet = await deliverySheet(report, format)
  const name = `attachment; filename="${report.campaign}-delivery.${format}"`
  return new Response(sheet.slice(), {
    headers: { 'content-type': SHEET_TYPES[format], 'content-disposition': name, 'cache-control': 'private, no-store' },
  })
}

/** `GET /ops/v1/campaigns/{id}/delivery.svg`: the curves of booked, planned, delivered and projected, by days. */
export async function deliverySvg(context: OpsContext): Promise<Response> {
  const { report, name } = await asked(context, { by: ['day'] })
  return new Response(deliveryPicture(report, name), {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      // Whoever opens the picture by itself opens a document: it runs nothing, and loads nothing.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cache-control': 'private, no-store',
    },
  })
}

const TITLES = { from: 'A bad day', to: 'A bad day', by: 'A bad part', funnel: 'A bad wish' }

async function asked(
  context: OpsContext,
  fixed: { readonly by?: readonly DeliveryPart[]; readonly funnel?: ReportQuestion['funnel'] } = {},
) {
  const schema = fixed.funnel === undefined ? deliveryQuery : deliveryReportQuery
  const { from, to, by } = readQuery(context, schema, TITLES)
  const { record } = await readableCampaign(context)
  const regions = context.get('permission').regionsOf('schedule.read')
  const parts = fixed.by ?? (by === undefined ? DELIVERY_PARTS : partsOf(by)) ?? DELIVERY_PARTS
  const report = await deliveryReport(context.get('publisher'), record, {
    ...{ from, to, by: parts, regions, funnel: fixed.funnel ?? 'never' },
    lineKeys: context.env.DECISION_LOG_KEY,
    actor: context.get('actor'),
  })
  return { report, name: record.name }
}
