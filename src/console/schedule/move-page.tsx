import type { CampaignMoves } from '../../contracts/ops/answers/lanes/campaign-move.ts'
import type { ProblemAnswer } from '../../contracts/ops/answers/problem.ts'
import { Refused } from '../ask.ts'
import { mayDo, whoMay } from '../frame/may-do.ts'
import type { ConsolePage, PageRequest } from '../page.ts'
import { ChangeForm } from './change-form.tsx'
import { MadeFindings } from './made-findings.tsx'
import { MovedCampaign } from './moved-campaign.tsx'
import { type NamedCampaign, namedCampaigns, seenRevisions } from './named-campaigns.ts'

/** `/console/schedule/move`: what a move of campaigns in time would do, and the form that does it. */
export const scheduleMovePage: ConsolePage = {
  path: '/console/schedule/move',
  section: 'schedule',
  parameters: ['campaigns', 'by'],
  show: async ({ query, ask, me }) => {
    const named = namedCampaigns(query('campaigns'))
    const byMinutes = minutesOf(query('by'))
    const question = { campaignIds: named.map(({ id }) => id), byMinutes, revisions: seenRevisions(named) }
    const names = { campaignIds: 'campaigns', revisions: 'campaigns', byMinutes: 'by' }
    const moves = await ask.post<CampaignMoves>('schedule/calendar/move', question, names)
    return {
      title: moveWords(moves),
      body: (
        <div class="page move">
          <h1>{moveWords(moves)}</h1>
          {moves.campaigns.slice(0, SHOWN).map((campaign) => (
            <MovedCampaign
              campaign={campaign}
              byMinutes={byMinutes}
              seen={named.find(({ id }) => id === campaign.id)?.seen ?? null}
            />
          ))}
          {moves.campaigns.length > SHOWN && <p class="dim">and {moves.campaigns.length - SHOWN} more</p>}
          <MadeFindings moves={moves} />
          <Other named={named} byMinutes={byMinutes} />
          <Drop moves={moves} me={me} />
        </div>
      ),
    }
  },
}

/** Campaigns whose times are shown. */
const SHOWN = 8

interface DropProps extends Pick<PageRequest, 'me'> {
  readonly moves: CampaignMoves
}

function Drop({ moves, me }: DropProps) {
  const movable = moves.campaigns.filter(({ refused }) => refused === null)
  if (!mayDo(me, 'schedule.ingest', [])) return <p class="dim">{whoMay(me, 'schedule.ingest')} may move campaigns.</p>
  if (movable.length === 0) return <p class="dim">None of them can be moved so.</p>
  return (
    <ChangeForm ids={movable.map(({ id }) => id)} button="Move" reason={`Moved in the calendar: ${moveWords(moves)}`}>
      <input type="hidden" name="shiftMinutes" value={moves.byMinutes} data-kind="number" />
      {movable.map(({ id, revision }) => (
        <input type="hidden" name={`revisions.${id}`} value={revision} data-kind="number" />
      ))}
    </ChangeForm>
  )
}

/** How far else: asked anew. */
function Other({ named, byMinutes }: { readonly named: readonly NamedCampaign[]; readonly byMinutes: number }) {
  return (
    <form class="filters" method="get" action="/console/schedule/move" data-asks>
      <input type="hidden" name="campaigns" value={named.map(nameText).join()} />
      <label>
        Minutes later; less than 0: earlier
        <input type="number" name="by" value={byMinutes} step={15} required />
      </label>
      <button type="submit">Ask</button>
    </form>
  )
}

function nameText({ id, seen }: NamedCampaign): string {
  return seen === null ? id : `${id}:${seen}`
}

/** @throws Refused */
function minutesOf(text: string): number {
  if (/^-?\d{1,6}$/.test(text) && Number(text) !== 0) return Number(text)
  const detail = 'by is a whole number of minutes other than 0, like 15 or -60.'
  throw new Refused({
    type: 'about:blank',
    title: 'A wrong address',
    status: 400,
    detail,
    field: 'by',
  } satisfies ProblemAnswer)
}

function moveWords({ campaigns, byMinutes }: CampaignMoves): string {
  const [only] = campaigns
  const what = campaigns.length === 1 && only !== undefined ? (only.name ?? only.id) : `${campaigns.length} campaigns`
  return `${what} ${lengthWords(Math.abs(byMinutes))} ${byMinutes < 0 ? 'earlier' : 'later'}`
}

function lengthWords(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  return [days && `${days} d`, hours && `${hours} h`, rest && `${rest} min`].filter(Boolean).join(' ')
}
