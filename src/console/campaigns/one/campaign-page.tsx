import type { CampaignDelivery } from '../../../contracts/ops/answers/campaigns/delivery.ts'
import type { StoredCampaign } from '../../../contracts/ops/answers/campaigns.ts'
import type { CampaignMoves } from '../../../contracts/ops/answers/lanes/campaign-move.ts'
import { partOf } from '../../ask.ts'
import { Instant } from '../../frame/times.tsx'
import type { ConsolePage } from '../../page.ts'
import { CampaignStateMark, TierMark } from '../campaign-state.tsx'
import { CampaignActs } from './campaign-acts.tsx'
import { DeliveryPanel, daysText } from './delivery-panel.tsx'
import { FindingsToCome } from './findings.tsx'
import { Revisions } from './revisions.tsx'
import { Windows } from './windows.tsx'

/** A move that is asked about and never made: its answer says when the campaign runs now. */
const ANY_MOVE = { byMinutes: 15, findings: false }

/** `/console/campaigns/{id}`: what it says, what waits, when it runs, what is found, what it delivers. */
export const campaignPage: ConsolePage = {
  path: '/console/campaigns/:id',
  section: 'campaigns',
  parameters: ['from', 'to'],
  show: async ({ path, query, ask, me, now }) => {
    const days = { from: query('from'), to: query('to') }
    const id = path('id')
    const at = `campaigns/${encodeURIComponent(id)}`
    const stored = await ask.get<StoredCampaign>(`${at}?members=1`)
    const [moves, delivery] = await Promise.all([
      partOf(ask.post<CampaignMoves>('schedule/calendar/move', { campaignIds: [id], ...ANY_MOVE })),
      partOf(ask.get<CampaignDelivery>(`${at}/delivery?by=day${daysText(days)}`)),
    ])
    const { campaign } = stored
    return {
      title: campaign.name ?? id,
      body: (
        <div class="page">
          <div class="head">
            <h1 class="clamped">
              <bdi class="name">{campaign.name ?? id}</bdi>
            </h1>
            <CampaignActs stored={stored} me={me} />
          </div>
          <Facts stored={stored} now={now} />
          <Revisions stored={stored} now={now} />
          <Windows moves={moves} waits={stored.next !== null} />
          <FindingsToCome id={id} />
          <DeliveryPanel id={id} delivery={delivery} days={days} />
        </div>
      ),
    }
  },
}

function Facts({ stored, now }: { readonly stored: StoredCampaign; readonly now: number }) {
  const { campaign, state, revision, next, approval, hold, share, authors, regions } = stored
  return (
    <dl class="facts">
      <dt>State</dt>
      <dd>
        <CampaignStateMark
          state={state}
          waiting={next === null ? null : next.campaign.status === 'review' ? 'review' : 'draft'}
        />{' '}
      </dd>
      <dt>Tier</dt>
      <dd>
        <TierMark tier={campaign.priority} />
      </dd>
      <dt>Id, revision</dt>
      <dd>
        <code>{campaign.id}</code> r{revision}
      </dd>
      <dt>Regions</dt>
      <dd>{regions.join(', ')}</dd>
      {authors.length > 0 && (
        <>
          <dt>Written by</dt>
          <dd>{authors.join(', ')}: somebody else approves it</dd>
        </>
      )}
      {approval !== null && (
        <>
          <dt>Approval</dt>
          <dd>
            {approval.askedBy} asks for it {approval.state === 'lapsed' ? 'and it lapsed: submit it again, ' : 'until '}
            <Instant at={approval.expiresAt} now={now} />
            {approval.twoPersons.map((why) => (
              <>; two persons must want it: {why}</>
            ))}
          </dd>
        </>
      )}
      {hold !== null && (
        <>
          <dt>Held</dt>
          <dd>
            by {hold.by} until <Instant at={hold.until} now={now} />: others leave room for its goal
          </dd>
        </>
      )}
      {share !== null && (
        <>
          <dt>Pacing</dt>
          <dd>
            takes part in {Math.round(share.share * 100)} % of its chances{' '}
            {share.why !== 'nothing' && `, held by: ${share.why}`}
          </dd>
        </>
      )}
    </dl>
  )
}
