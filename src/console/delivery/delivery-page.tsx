import type { CampaignDeliverySummary } from '../../contracts/ops/answers/campaigns/delivery.ts'
import type { CampaignList, CampaignSummary, StoredCampaign } from '../../contracts/ops/answers/campaigns.ts'
import { partOf, Refused } from '../ask.ts'
import { CampaignLink, campaignHref } from '../campaigns/campaign-name.tsx'
import type { ConsolePage } from '../page.ts'
import { DeliveryBar } from './delivery-bar.tsx'

/** Campaigns that are looked at, those that end first. */
const LISTED = 500
/** Rows of a page: each is projected, which takes some milliseconds and reads of the store. */
const ROWS = 25

/** `/console/delivery[?page=]`: campaigns on the air with a goal, the least delivered first. */
export const deliveryPage: ConsolePage = {
  path: '/console/delivery',
  section: 'delivery',
  parameters: ['page'],
  show: async ({ ask, query }) => {
    const page = pageOf(query('page'))
    const { campaigns, total } = await ask.get<CampaignList>(
      `campaigns?goal=counted&status=live&sort=end&limit=${LISTED}`,
    )
    const first = (page - 1) * ROWS
    const shown = [...campaigns].sort((one, other) => shareOf(one) - shareOf(other)).slice(first, first + ROWS)
    const projected = await Promise.all(
      shown.map(({ id }) => partOf(ask.get<StoredCampaign>(`campaigns/${encodeURIComponent(id)}`))),
    )
    return {
      title: 'Delivery',
      body: (
        <div class="page">
          <div class="head">
            <h1>Delivery</h1>
            <a class="act" href="/ops/v1/campaigns.csv?goal=counted&status=live" download>
              Campaigns as CSV
            </a>
          </div>
          <p class="dim">
            Campaigns on the air with a goal, the least delivered first, each with its projection.
            {total > campaigns.length && (
              <>
                {' '}
                Here are the {campaigns.length} that end first of {total}: the others, which{' '}
                <a href="/console/campaigns?goal=counted&status=live&sort=-end">end later</a>, are neither ordered here
                nor projected; the page of each projects it.
              </>
            )}
          </p>
          {shown.length === 0 ? (
            <p class="panel empty">{nothingWords(campaigns.length)}</p>
          ) : (
            <Table
              campaigns={shown}
              summaries={projected.map((each) => ('answer' in each ? each.answer.delivery : null))}
            />
          )}
          <Pages page={page} of={campaigns.length} />
        </div>
      ),
    }
  },
}

/** @throws Refused for what is no page */
function pageOf(text: string): number {
  if (text === '') return 1
  if (/^[1-9]\d?$/.test(text) && Number(text) <= LISTED / ROWS) return Number(text)
  const detail = `page is a whole number from 1 to ${LISTED / ROWS}.`
  throw new Refused({ type: 'about:blank', title: 'A wrong address', status: 400, detail, field: 'page' })
}

function nothingWords(campaigns: number): string {
  return campaigns === 0 ? 'No campaign on the air has a goal that is counted.' : 'The list ends before this page.'
}

function Pages({ page, of }: { readonly page: number; readonly of: number }) {
  const last = Math.ceil(of / ROWS)
  if (last <= 1 && page === 1) return null
  const [from, to] = [(page - 1) * ROWS + 1, Math.min(of, page * ROWS)]
  return (
    <nav class="pages" aria-label="Pages of the list">
      {page > 1 && (
        <a class="act" href={`/console/delivery?page=${page - 1}`} data-key="<">
          ‹ Previous
        </a>
      )}
      {from <= to && (
        <span>
          {from} to {to} of {of}
        </span>
      )}
      {page < last && (
        <a class="act" href={`/console/delivery?page=${page + 1}`} data-key=">">
          Next ›
        </a>
      )}
    </nav>
  )
}

interface TableProps {
  readonly campaigns: readonly CampaignSummary[]
  /** Of each; null: it could not be read. */
  readonly summaries: readonly (CampaignDeliverySummary | null)[]
}

function Table({ campaigns, summaries }: TableProps) {
  return (
    <section class="panel scroll" aria-label="Delivery by campaign" tabindex={0}>
      <table class="campaigns stacks flows">
        <thead>
          <tr>
            <th scope="col">Campaign</th>
            <th scope="col">Ends, local</th>
            <th scope="col" class="right">
              Goal
            </th>
            <th scope="col" class="right">
              Delivered
            </th>
            <th scope="col" class="right">
              Projected (8 times out of 10)
            </th>
            <th scope="col">Delivered, and projected, of the goal</th>
            <th scope="col">Report</th>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((campaign, index) => (
            <Row campaign={campaign} summary={summaries[index] ?? null} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface RowProps {
  readonly campaign: CampaignSummary
  readonly summary: CampaignDeliverySummary | null
}

function Row({ campaign, summary }: RowProps) {
  const { id, name, owner, end, goal } = campaign
  const delivered = summary?.delivered ?? campaign.delivered
  const projected = summary?.projected ?? null
  return (
    <tr>
      <th scope="row">
        <CampaignLink id={id} name={name} owner={owner} />
      </th>
      <td class="number" data-label="Ends">
        {end === null ? 'open' : end.replace('T', ' ').slice(0, 16)}
      </td>
      <td class="right number" data-label="Goal">
        {goal === null ? 'none' : text(goal.count)}
      </td>
      <td class="right number" data-label="Delivered">
        {delivered === null ? 'not counted' : text(delivered)}
      </td>
      <td class="right number" data-label="Projected">
        {projected === null ? (
          <a href={`${campaignHref(id)}#delivery`}>
            {summary === null ? 'could not be read' : 'nobody can say'}: see the campaign
          </a>
        ) : (
          `${text(projected.mid)} (${text(projected.low)} to ${text(projected.high)})`
        )}
      </td>
      <td class="delivery-bar whole">
        <DeliveryBar goal={goal?.count ?? 0} delivered={delivered ?? 0} projected={projected} />
      </td>
      <td>
        <a href={`/ops/v1/campaigns/${encodeURIComponent(id)}/delivery.csv`} download>
          CSV
        </a>{' '}
        <a href={`/ops/v1/campaigns/${encodeURIComponent(id)}/delivery.xlsx`} download>
          XLSX
        </a>
      </td>
    </tr>
  )
}

/** Which share of its goal a campaign had when pacing last looked. */
function shareOf({ goal, delivered }: CampaignSummary): number {
  return goal === null ? 1 : (delivered ?? 0) / goal.count
}

function text(value: number): string {
  return value.toLocaleString('en')
}
