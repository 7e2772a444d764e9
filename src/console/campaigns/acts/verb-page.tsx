import type { CampaignBulkDone } from '../../../contracts/ops/answers/campaigns/campaign-bulk.ts'
import type { StoredCampaign } from '../../../contracts/ops/answers/campaigns.ts'
import { VERB_ACTIONS } from '../../../model/policies/verb-actions.ts'
import { type Part, partOf, Refused } from '../../ask.ts'
import { ActHead } from '../../frame/act-head.tsx'
import { mayDo, whoMay } from '../../frame/may-do.ts'
import { Refusal } from '../../frame/problem-page.tsx'
import type { ConsolePage } from '../../page.ts'
import { campaignHref } from '../campaign-name.tsx'
import { ReasonField } from './reason-field.tsx'
import { isVerb, type PageVerb, VERBS } from './verbs.ts'

/** `/console/campaigns/{id}/{verb}`: what a verb would do, and the button that does it. */
export const verbPage: ConsolePage = {
  path: '/console/campaigns/:id/:verb',
  section: 'campaigns',
  parameters: [],
  show: async ({ path, ask, me }) => {
    const [id, verb] = [path('id'), path('verb')]
    if (!isVerb(verb)) throw new Refused(noSuchVerb(verb))
    const stored = await ask.get<StoredCampaign>(`campaigns/${encodeURIComponent(id)}`)
    const question = { ids: [id], verb, reason: 'a question', dryRun: true }
    const allowed = mayDo(me, VERB_ACTIONS[verb], stored.regions)
    const effect = allowed ? await partOf(ask.post<CampaignBulkDone>('campaigns/bulk', question)) : null
    return {
      title: `${VERBS[verb].label} ${id}`,
      body: (
        <div class="page narrow">
          <ActHead href={campaignHref(id)} name={stored.campaign.name ?? id}>
            {VERBS[verb].label}
          </ActHead>
          <p>{VERBS[verb].effect}</p>
          {effect === null ? (
            <p class="refusal" role="note">
              You may not do it in all of its regions: {whoMay(me, VERB_ACTIONS[verb])} may.
            </p>
          ) : (
            <>
              <Effect effect={effect} />
              <VerbForm stored={stored} verb={verb} />
            </>
          )}
        </div>
      ),
    }
  },
}

function Effect({ effect }: { readonly effect: Part<CampaignBulkDone> }) {
  if ('refused' in effect) return <Refusal problem={effect.refused} />
  const [change] = effect.answer.changes
  if (change?.refused) return <p class="refusal">It would be refused: {change.refused}</p>
  if (change?.outcome === 'unchanged') return <p>It is so already: nothing would change.</p>
  const { records, regions } = effect.answer.withdrawn
  if (records === 0) return null
  return (
    <p>
      {records} records would be withdrawn at once in {regions.join(', ')}.
    </p>
  )
}

function VerbForm({ stored, verb }: { readonly stored: StoredCampaign; readonly verb: PageVerb }) {
  const { id } = stored.campaign
  return (
    <form
      class="fields"
      data-send={`POST /ops/v1/campaigns/${encodeURIComponent(id)}/${verb}`}
      data-if-match={`"r${stored.revision}"`}
      data-then={`go ${campaignHref(id)}`}
    >
      <ReasonField />
      {verb === 'approve' && (
        <label>
          If it withdraws much: the number that the refusal gave
          <input name="confirm" data-kind="number" inputmode="numeric" />
        </label>
      )}
      <div class="acts">
        <button type="submit" class={`act ${VERBS[verb].look ?? 'strong'}`}>
          {VERBS[verb].label} it
        </button>
        <a href={campaignHref(id)}>Leave it as it is</a>
      </div>
      <output role="alert"></output>
    </form>
  )
}

function noSuchVerb(verb: string) {
  const detail = `There is nothing like ${verb.slice(0, 40)} to do to a campaign; there are ${Object.keys(VERBS).join(', ')}.`
  return { type: 'about:blank', title: 'No such act', status: 404, detail, field: 'verb' } as const
}
