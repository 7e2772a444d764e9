import type { CampaignSummary } from '../../../contracts/ops/answers/campaigns.ts'
import type { CampaignSortKey } from '../../../contracts/ops/requests/campaigns.ts'
import { Instant } from '../../frame/times.tsx'
import { CampaignLink } from '../campaign-name.tsx'
import { CampaignStateMark, TierMark } from '../campaign-state.tsx'
import { someOf } from '../some-of.ts'
import { type ListQuery, listHref } from './list-query.ts'

interface CampaignTableProps {
  readonly campaigns: readonly CampaignSummary[]
  readonly query: ListQuery
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Campaigns in the order that the heads of the columns say. */
export function CampaignTable({ campaigns, query, now }: CampaignTableProps) {
  if (campaigns.length === 0) return <p class="panel empty">No campaign matches.</p>
  return (
    <section class="panel scroll" aria-label="Campaigns" tabindex={0}>
      <table class="campaigns stacks flows">
        <thead>
          <tr>
            <Head by="name" query={query}>
              Campaign
            </Head>
            <Head by="state" query={query}>
              State
            </Head>
            <Head by="tier" query={query}>
              Tier
            </Head>
            <th scope="col">Where</th>
            <th scope="col">Surfaces</th>
            <Head by="start" query={query}>
              Starts, local
            </Head>
            <Head by="end" query={query}>
              Ends, local
            </Head>
            <th scope="col" class="right">
              Delivered of goal
            </th>
            <Head by="changed" query={query}>
              Changed
            </Head>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((campaign) => (
            <Row campaign={campaign} now={now} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface HeadProps {
  readonly by: CampaignSortKey
  readonly query: ListQuery
  readonly children: string
}

function Head({ by, query, children }: HeadProps) {
  const turned = query.sort === by
  const sorted = turned ? 'ascending' : query.sort === `-${by}` ? 'descending' : undefined
  return (
    <th scope="col" aria-sort={sorted}>
      <a href={listHref(query, { sort: turned ? `-${by}` : by })}>
        {children}
        {sorted !== undefined && <span aria-hidden="true">{turned ? ' ↑' : ' ↓'}</span>}
      </a>
    </th>
  )
}

function Row({ campaign, now }: { readonly campaign: CampaignSummary; readonly now: number }) {
  const { id, name, owner, state, waiting, priority, territories, surfaces, start, end, goal, delivered } = campaign
  return (
    <tr>
      <th scope="row">
        <CampaignLink id={id} name={name} owner={owner} />
      </th>
      <td>
        <CampaignStateMark state={state} waiting={waiting} />
      </td>
      <td>
        <TierMark tier={priority} />
      </td>
      <td data-label="Where">{someOf(territories, 4)}</td>
      <td data-label="On">{someOf(surfaces, 2)}</td>
      <td class="number" data-label="Starts">
        {localText(start)}
      </td>
      <td class="number" data-label="Ends">
        {end === null ? 'open' : localText(end)}
      </td>
      <td class="right number" data-label="Delivered">
        {goal === null ? <span class="dim">no goal</span> : deliveredText(delivered, goal.count)}
      </td>
      <td class="number" data-label="Changed">
        <Instant at={campaign.changedAt} now={now} />
      </td>
    </tr>
  )
}

/** A local time without its seconds, which are seldom said. */
function localText(local: string): string {
  return local.replace('T', ' ').replace(/:00$/, '')
}

function deliveredText(delivered: number | null, goal: number): string {
  const counted = delivered === null ? 'not counted' : delivered.toLocaleString('en')
  return `${counted} of ${goal.toLocaleString('en')}`
}
