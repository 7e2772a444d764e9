import type { CampaignDeliverySummary } from '../../contracts/ops/answers/campaigns/delivery.ts'
import type { CampaignList, CampaignSummary, StoredCampaign } from '../../contracts/ops/answers/campaigns.ts'
import { partOf } from '../ask.ts'
import { CampaignLink, campaignHref } from '../campaigns/campaign-name.tsx'
import type { ConsolePage } from '../page.ts'
import { DeliveryBar } from './delivery-bar.tsx'

/** Campaigns that are looked at, and the worst of them, which are projected one by one. */
const LISTED = 500
const PROJECTED = 12
const SHOWN = 100

/** `/console/delivery`: campaigns on the air with a goal, the least delivered first. */
export const deliveryPage: ConsolePage = {
  path: '/console/delivery',
  section: 'delivery',
  parameters: [],
  show: async ({ ask }) => {
    const { campaigns, total } = await ask.get<CampaignList>(
      `campaigns?goal=counted&status=live&sort=end&limit=${LISTED}`,
    )
    const worst = [...campaigns].sort((one, other) => shareOf(one) - shareOf(other)).slice(0, SHOWN)
    const projected = await Promise.all(
      worst.slice(0, PROJECTED).map(({ id }) => partOf(ask.get<StoredCampaign>(`campaigns/${encodeURIComponent(id)}`))),
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
            {worst.length} of {total} campaigns on the air with a goal, the least delivered first of the {LISTED} that
            end first. Projections are of the first {PROJECTED}; each campaign has its own, with what would help.
          </p>
          {worst.length === 0 ? (
            <p class="panel empty">No campaign on the air has a goal that is counted.</p>
          ) : (
            <Table
              campaigns={worst}
              summaries={projected.map((each) => ('answer' in each ? each.answer.delivery : null))}
            />
          )}
        </div>
      ),
    }
  },
}

interface TableProps {
  readonly campaigns: readonly CampaignSummary[]
  /** Of the first of them; null: it is not known. */
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
          <a href={`${campaignHref(id)}#delivery`}>see the campaign</a>
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
