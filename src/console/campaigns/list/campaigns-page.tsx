import type { CampaignList } from '../../../contracts/ops/answers/campaigns.ts'
import { mayDo, whoMay } from '../../frame/may-do.ts'
import type { ConsolePage, PageRequest } from '../../page.ts'
import { CampaignFilters } from './campaign-filters.tsx'
import { CampaignTable } from './campaign-table.tsx'
import { LIST_PARAMETERS, type ListQuery, listHref, listQuery, queryText } from './list-query.ts'

/** Rows of one page: with long names it stays well under 30 kB compressed, however many campaigns there are. */
const ROWS = 100

/** `/console/campaigns`: every campaign of the caller's regions, sorted and filtered by the ops API. */
export const campaignsPage: ConsolePage = {
  path: '/console/campaigns',
  section: 'campaigns',
  parameters: LIST_PARAMETERS,
  show: async (request) => {
    const query = listQuery(request.query)
    const asked = new URLSearchParams(queryText(query))
    asked.set('limit', String(ROWS))
    const list = await request.ask.get<CampaignList>(`campaigns?${asked}`)
    return {
      title: 'Campaigns',
      body: (
        <div class="page">
          <div class="head">
            <h1>Campaigns</h1>
            <ListActs query={query} me={request.me} />
          </div>
          <CampaignFilters query={query} />
          <CampaignTable campaigns={list.campaigns} query={query} now={request.now} />
          <Pages list={list} query={query} />
        </div>
      ),
    }
  },
}

function ListActs({ query, me }: { readonly query: ListQuery; readonly me: PageRequest['me'] }) {
  const filters = queryText(query, 'sort', 'cursor')
  const sheet = (format: 'csv' | 'xlsx') => `/ops/v1/campaigns.${format}${filters === '' ? '' : `?${filters}`}`
  return (
    <div class="acts">
      {mayDo(me, 'schedule.ingest', []) ? (
        <a class="act strong" href="/console/campaigns/new" data-key="n">
          New campaign… <kbd>n</kbd>
        </a>
      ) : (
        <span class="act" aria-disabled="true">
          New campaign… <small>{whoMay(me, 'schedule.ingest')} may</small>
        </span>
      )}
      <a class="act" href={sheet('csv')} download>
        All that match as CSV
      </a>
      <a class="act" href={sheet('xlsx')} download>
        XLSX
      </a>
    </div>
  )
}

function Pages({
  list: { total, campaigns, cursor },
  query,
}: {
  readonly list: CampaignList
  readonly query: ListQuery
}) {
  return (
    <nav class="pages" aria-label="Pages of the list">
      <span class="dim">
        {campaigns.length} shown of {total.toLocaleString('en')} that match
      </span>
      {query.cursor !== '' && <a href={listHref(query, {})}>From the beginning</a>}
      {cursor !== null && (
        <a class="act" href={listHref(query, { cursor })} rel="next" data-key="]">
          Next {ROWS} <kbd>]</kbd>
        </a>
      )}
    </nav>
  )
}
