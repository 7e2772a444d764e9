import type { CampaignDelivery } from '../../../contracts/ops/answers/campaigns/delivery.ts'
import { type Sheet, sheetAsCsv, sheetAsXlsx } from '../../../ingest/formats/templates/write-records.ts'
import type { SheetFormat } from '../sheets/campaign-sheet.ts'

const NAMES = [
  ...['campaign', 'territory', 'day', 'surface', 'counts', 'booked', 'planned', 'delivered'],
  ...['projected low', 'projected', 'projected high', 'starts', 'as of'],
]

/** A report as a sheet, a row each; what nobody knows is an empty cell. */
export function deliverySheet(report: CampaignDelivery, format: SheetFormat): Uint8Array | Promise<Uint8Array> {
  const { campaign, goal, asOf } = report
  const rows = report.rows.map(({ territory, day, surface, booked, planned, delivered, projected, starts }) =>
    [
      ...[campaign, territory, day, surface, goal?.counts ?? 'impressions', booked, planned, delivered],
      ...[projected?.low ?? null, projected?.mid ?? null, projected?.high ?? null, starts, asOf],
    ].map((cell) => cell ?? ''),
  )
  const sheet: Sheet = { names: NAMES, rows }
  return format === 'csv' ? sheetAsCsv(sheet) : sheetAsXlsx(sheet, 'delivery')
}
