import type { CampaignSheetDone } from '../../../contracts/ops/answers/campaigns/campaign-bulk.ts'
import { sheetFilters, sheetQuery } from '../../../contracts/ops/requests/campaign-bulk.ts'
import { feedLookups } from '../../../feeds/feed-lookups.ts'
import { boundedChunks } from '../../../http/bounded-bytes.ts'
import { refusePacked } from '../../access/within-limits.ts'
import { findCampaigns } from '../../campaigns/find-campaigns.ts'
import { campaignSheet, type SheetFormat } from '../../campaigns/sheets/campaign-sheet.ts'
import { importCampaigns } from '../../campaigns/sheets/import-campaigns.ts'
import { readCampaignSheet } from '../../campaigns/sheets/read-campaign-sheet.ts'
import { OPS_LIMITS } from '../../limits.ts'
import { answer } from '../answer.ts'
import { type OpsContext, readQuery } from '../ops-context.ts'
import { withUpload } from '../schedule.ts'
import { bulkCaller } from './bulk.ts'

/** Media types of sheets. */
export const SHEET_TYPES: Readonly<Record<SheetFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export const exportCsv = (context: OpsContext) => exported(context, 'csv')
export const exportXlsx = (context: OpsContext) => exported(context, 'xlsx')
export const importCsv = (context: OpsContext) => imported(context, 'csv')
export const importXlsx = (context: OpsContext) => imported(context, 'xlsx')

/** `GET /ops/v1/campaigns.csv|.xlsx`: campaigns of the caller's regions as a sheet, with their revisions. */
async function exported(context: OpsContext, format: SheetFormat): Promise<Response> {
  const asked = readQuery(context, sheetFilters, 'A bad filter')
  const readable = context.get('permission').regionsOf('schedule.read')
  const { found } = await findCampaigns(context.get('publisher'), readable, asked)
  const sheet = await campaignSheet(found, format)
  const name = `attachment; filename="campaigns.${format}"`
  return new Response(sheet.slice(), {
    headers: { 'content-type': SHEET_TYPES[format], 'content-disposition': name, 'cache-control': 'private, no-store' },
  })
}

/** `POST /ops/v1/campaigns.csv|.xlsx?reason=…`: such a sheet back; each line is an edit of its campaign. */
async function imported(context: OpsContext, format: SheetFormat): Promise<Response> {
  const order = readQuery(context, sheetQuery, 'A bad parameter')
  refusePacked(context.req.raw.headers)
  const caller = bulkCaller(context)
  const { decode } = feedLookups(caller.publisher.rules)
  const bytes = boundedChunks(context.req.raw, OPS_LIMITS.chunkBytes)
  const sheet = await withUpload(context, () => readCampaignSheet(bytes, format, decode))
  return answer<CampaignSheetDone>(context).with(await importCampaigns(caller, sheet, order))
}
