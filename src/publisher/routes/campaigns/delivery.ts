import type { CampaignDelivery } from '../../../contracts/ops/answers/campaigns/delivery.ts'
import { deliveryQuery, partsOf } from '../../../contracts/ops/requests/campaigns/delivery.ts'
import { DELIVERY_PARTS, type DeliveryPart } from '../../../model/delivery/delivery-part.ts'
import { deliveryReport } from '../../campaigns/delivery/campaign-delivery.ts'
import { deliveryPicture } from '../../campaigns/delivery/delivery-picture.ts'
import { deliverySheet } from '../../campaigns/delivery/delivery-sheet.ts'
import type { SheetFormat } from '../../campaigns/sheets/campaign-sheet.ts'
import { answer } from '../answer.ts'
import { type OpsContext, readQuery } from '../ops-context.ts'
import { SHEET_TYPES } from './sheets.ts'
import { readableCampaign } from './stored-campaign.ts'

/** `GET /ops/v1/campaigns/{id}/delivery[?from=&to=&by=]`: booked, planned, delivered and projected, by day and place. */
export async function campaignDelivery(context: OpsContext): Promise<Response> {
  return answer<CampaignDelivery>(context).with((await asked(context)).report)
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
  const { report, name } = await asked(context, ['day'])
  return new Response(deliveryPicture(report, name), {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      // Whoever opens the picture by itself opens a document: it runs nothing, and loads nothing.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cache-control': 'private, no-store',
    },
  })
}

async function asked(context: OpsContext, fixed: readonly DeliveryPart[] | null = null) {
  const { from, to, by } = readQuery(context, deliveryQuery, { from: 'A bad day', to: 'A bad day', by: 'A bad part' })
  const { record } = await readableCampaign(context)
  const regions = context.get('permission').regionsOf('schedule.read')
  const parts = fixed ?? (by === undefined ? DELIVERY_PARTS : partsOf(by)) ?? DELIVERY_PARTS
  const report = await deliveryReport(context.get('publisher'), record, { from, to, by: parts, regions })
  return { report, name: record.name }
}
