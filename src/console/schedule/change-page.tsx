import type { CampaignBulkDone } from '../../contracts/ops/answers/campaigns/campaign-bulk.ts'
import { CampaignMention } from '../campaigns/campaign-name.tsx'
import { FieldValue } from '../campaigns/one/field-value.tsx'
import { mayDo, whoMay } from '../frame/may-do.ts'
import type { ConsolePage, PageRequest } from '../page.ts'
import { ChangeForm } from './change-form.tsx'
import { namedCampaigns, seenRevisions } from './named-campaigns.ts'

/** `/console/schedule/pause`: what a pause of several campaigns would do, and the form that does it. */
export const schedulePausePage: ConsolePage = {
  path: '/console/schedule/pause',
  section: 'schedule',
  parameters: ['campaigns'],
  show: async (request) => {
    const done = await dryRun(request, { verb: 'pause' })
    return {
      title: 'Pause campaigns',
      body: (
        <div class="page move">
          <h1>Pause {wordsOf(done)}</h1>
          <p>They stop at once, and lanes that have nothing else get a gap.</p>
          <Outcomes done={done} again={againHref(request, 'pause')} />
          <Form request={request} done={done} action="campaign.stop" button="Pause" reason="Paused in the calendar">
            <input type="hidden" name="verb" value="pause" />
          </Form>
        </div>
      ),
    }
  },
}

/** `/console/schedule/copy`: what it would do if several campaigns went to more territories, and the form that does it. */
export const scheduleCopyPage: ConsolePage = {
  path: '/console/schedule/copy',
  section: 'schedule',
  parameters: ['campaigns', 'territories'],
  show: async (request) => {
    const territories = request
      .query('territories')
      .toUpperCase()
      .split(/[\s,]+/)
      .filter(Boolean)
    const done = territories.length === 0 ? null : await dryRun(request, { append: { territories } })
    return {
      title: 'Copy to territories',
      body: (
        <div class="page move">
          <h1>Copy to territories</h1>
          <p>
            Each campaign runs in these territories too. It stays one campaign: its goal counts what all of its places
            deliver together, and it starts and ends there by the clock that it has. What is on the air runs on
            unchanged until the change is approved.
          </p>
          <p class="dim">
            For a campaign of its own there, with a goal of its own, make a copy:{' '}
            {namedCampaigns(request.query('campaigns'))
              .slice(0, COPIES_OFFERED)
              .map(({ id }) => (
                <>
                  <a href={`/console/campaigns/${id}/copy`} data-act>
                    {id}
                  </a>{' '}
                </>
              ))}
          </p>
          <form class="filters" method="get" action="/console/schedule/copy" data-asks>
            <input type="hidden" name="campaigns" value={request.query('campaigns')} />
            <label>
              Territories
              <input name="territories" value={territories.join(' ')} placeholder="DE AT" required />
            </label>
            <button type="submit">Ask</button>
          </form>
          {done && <Outcomes done={done} again={againHref(request, 'copy')} />}
          {done && (
            <Form
              request={request}
              done={done}
              action="schedule.ingest"
              button="Add these territories to"
              isAsked
              reason={`Copied in the calendar to ${territories.join(' ')}`}
            >
              <input type="hidden" name="append.territories" value={territories.join(' ')} data-kind="list" />
            </Form>
          )}
        </div>
      ),
    }
  },
}

/** One dry run for all of them. @throws Refused */
function dryRun({ query, ask }: PageRequest, change: object): Promise<CampaignBulkDone> {
  const named = namedCampaigns(query('campaigns'))
  const body = { ids: named.map(({ id }) => id), revisions: seenRevisions(named), reason: 'a question', dryRun: true }
  const names = { ids: 'campaigns', revisions: 'campaigns', append: 'territories' }
  return ask.post<CampaignBulkDone>('campaigns/bulk', { ...body, ...change }, names)
}

interface OutcomesProps {
  readonly done: CampaignBulkDone
  /** Where the same is asked of what the campaigns say now. */
  readonly again: string
}

/** What would become of each: every field that changes, before and after. */
function Outcomes({ done: { changes }, again }: OutcomesProps) {
  return (
    <>
      <ul class="plain-list">
        {changes.map(({ id, name, outcome, refused, diff }) => (
          <li>
            <CampaignMention id={id} name={name} /> <span class="dim">{OUTCOMES[outcome]}</span>{' '}
            {refused !== null && <span class="refusal">{refused}</span>}
            {diff.map(({ field, before, after }) => (
              <div>
                {field}: <FieldValue value={before} /> → <FieldValue value={after} />
              </div>
            ))}
          </li>
        ))}
      </ul>
      {changes.some(({ refused }) => refused !== null) && (
        <p>
          <a href={again} data-act>
            Ask about what they say now
          </a>
        </p>
      )}
    </>
  )
}

/** The same question, whatever revisions were seen. */
function againHref({ query }: PageRequest, what: 'pause' | 'copy'): string {
  const campaigns = namedCampaigns(query('campaigns')).map(({ id }) => id)
  const territories = what === 'copy' ? `&territories=${encodeURIComponent(query('territories'))}` : ''
  return `/console/schedule/${what}?campaigns=${campaigns.join()}${territories}`
}

/** Links to a copy that have room. */
const COPIES_OFFERED = 5

const OUTCOMES = { done: 'would change', unchanged: 'says so already', refused: 'would be refused' } as const

interface FormProps extends Omit<Parameters<typeof ChangeForm>[0], 'ids'> {
  readonly request: PageRequest
  readonly done: CampaignBulkDone
  readonly action: 'campaign.stop' | 'schedule.ingest'
}

function Form({ request: { me, query }, done, action, children, ...form }: FormProps) {
  const ids = done.changes.flatMap(({ id, outcome }) => (outcome === 'done' ? [id] : []))
  if (!mayDo(me, action, [])) return <p class="dim">{whoMay(me, action)} may do this.</p>
  if (ids.length === 0) return <p class="dim">There is nothing to change.</p>
  const seen = Object.entries(seenRevisions(namedCampaigns(query('campaigns')))).filter(([id]) => ids.includes(id))
  return (
    <ChangeForm ids={ids} {...form}>
      {children}
      {seen.map(([id, revision]) => (
        <input type="hidden" name={`revisions.${id}`} value={revision} data-kind="number" />
      ))}
    </ChangeForm>
  )
}

function wordsOf({ done, changes }: CampaignBulkDone): string {
  const [only] = changes
  return changes.length === 1 && only !== undefined ? (only.name ?? only.id) : `${done} of ${changes.length} campaigns`
}
