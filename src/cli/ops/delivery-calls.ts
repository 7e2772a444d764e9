import { campaignDelivery } from '../../contracts/ops/answers/campaigns/delivery.ts'
import type { Connection } from './connection.ts'
import { type Call, send } from './ops-request.ts'

type Query = Readonly<Record<string, string>>

/** What campaigns deliver. */
export function deliveryCalls(
  call: Call,
  { connection, fetcher }: { readonly connection: Connection; readonly fetcher: typeof fetch },
) {
  const path = (id: string, what: string, query: Query) =>
    `/campaigns/${encodeURIComponent(id)}/${what}?${new URLSearchParams(query)}`
  return {
    campaignDelivery: (id: string, query: Query) =>
      call({ method: 'GET', path: path(id, 'delivery', query) }, campaignDelivery),
    campaignDeliveryCsv: async (id: string, query: Query) =>
      (await send(connection, fetcher, { method: 'GET', path: path(id, 'delivery.csv', query) })).body,
  }
}
