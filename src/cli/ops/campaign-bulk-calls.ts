import type { z } from 'zod'
import type { AnswerOf } from '../../contracts/ops/answer-of.ts'
import { campaignBulkDone, campaignSheetDone } from '../../contracts/ops/answers/campaigns/campaign-bulk.ts'
import { campaignCalendar } from '../../contracts/ops/answers/campaigns/campaign-calendar.ts'
import { writtenCampaign } from '../../contracts/ops/answers/campaigns.ts'
import { scheduleLanes } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'
import type { Connection } from './connection.ts'
import { type Call, type OpsRequest, send } from './ops-request.ts'

type SheetFormat = 'csv' | 'xlsx'
type Query = Readonly<Record<string, string>>

/** What is done to many campaigns at once, and copies. */
export function campaignBulkCalls(
  call: Call,
  upload: <Schema extends z.ZodType>(request: OpsRequest, schema: Schema) => Promise<AnswerOf<Schema>>,
  { connection, fetcher }: { readonly connection: Connection; readonly fetcher: typeof fetch },
) {
  return {
    changeCampaigns: (json: object) => call({ method: 'POST', path: '/campaigns/bulk', json }, campaignBulkDone),
    undoChange: (id: string, json: object) =>
      call({ method: 'POST', path: `/changes/${encodeURIComponent(id)}/undo`, json }, campaignBulkDone),
    copyCampaign: (id: string, json: object) =>
      call({ method: 'POST', path: `/campaigns/${encodeURIComponent(id)}/copy`, json }, writtenCampaign),
    calendar: (query: Query) =>
      call({ method: 'GET', path: `/calendar?${new URLSearchParams(query)}` }, campaignCalendar),
    scheduleLanes: (query: Query) =>
      call({ method: 'GET', path: `/schedule/calendar?${new URLSearchParams(query)}` }, scheduleLanes),
    exportCampaigns: async (format: SheetFormat, query: Query) => {
      const path = `/campaigns.${format}?${new URLSearchParams(query)}`
      return (await send(connection, fetcher, { method: 'GET', path })).body
    },
    importCampaigns: (format: SheetFormat, stream: ReadableStream<Uint8Array>, query: Query) => {
      const path = `/campaigns.${format}?${new URLSearchParams(query)}`
      return upload({ method: 'POST', path, upload: { stream, format } }, campaignSheetDone)
    },
  }
}
