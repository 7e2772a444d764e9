import type { SearchAnswer } from '../../../contracts/ops/answers/inquiries/search.ts'
import { searchQuery } from '../../../contracts/ops/requests/search.ts'
import { searchAll } from '../../search/search-all.ts'
import { answer } from '../answer.ts'
import { type OpsContext, readQuery } from '../ops-context.ts'

/** `GET /ops/v1/search`: what is called like these words. */
export async function search(context: OpsContext): Promise<Response> {
  const asked = readQuery(context, searchQuery, 'What to look for')
  const results = await searchAll(context.get('publisher'), context.get('permission'), asked)
  return answer<SearchAnswer>(context).with({ results: [...results] })
}
