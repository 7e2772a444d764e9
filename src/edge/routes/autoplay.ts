import { parseAutoplayQuery } from '../request/queries.ts'
import { queryOf } from '../request/query.ts'
import { answer, arrive, type EdgeContext, privateText } from './device-route.ts'

/** `GET /v1/autoplay`: one placement, named by its surface; one winner, and backups where the surface has them. */
export async function autoplay(context: EdgeContext): Promise<Response> {
  const query = queryOf(context.url)
  const { surface, titleId, inView, row } = parseAutoplayQuery(query)
  const arrived = await arrive(context, null, query)
  const decided = await answer(context, arrived, {
    placements: [{ id: surface, surface, count: 1, titleId, inView, row }],
    served: [],
    firstPosition: 0,
    openWith: null,
    retryParts: ['autoplay', surface, titleId, inView, row],
  })
  return privateText(decided.text)
}
