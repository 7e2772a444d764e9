import type { StoredCampaign } from '../../../contracts/ops/answers/campaigns.ts'
import { ActHead } from '../../frame/act-head.tsx'
import { mayDo, whoMay } from '../../frame/may-do.ts'
import type { ConsolePage, PageRequest } from '../../page.ts'
import { campaignHref } from '../campaign-name.tsx'
import { EditorFields } from './editor-fields.tsx'

/** `/console/campaigns/{id}/edit`: what a campaign is to say. What is on the air runs on until that is approved. */
export const editPage: ConsolePage = {
  path: '/console/campaigns/:id/edit',
  section: 'campaigns',
  parameters: [],
  show: async ({ path, ask, me }) => {
    const id = path('id')
    const stored = await ask.get<StoredCampaign>(`campaigns/${encodeURIComponent(id)}`)
    return {
      title: `Edit ${id}`,
      body: (
        <div class="page narrow">
          <ActHead href={campaignHref(id)} name={id}>
            Edit
          </ActHead>
          <p>What is sent waits as a draft. What is on the air runs on until somebody else approves it.</p>
          {mayDo(me, 'schedule.ingest', stored.regions) ? (
            <form
              class="fields"
              data-send={`PUT /ops/v1/campaigns/${encodeURIComponent(id)}`}
              data-if-match={`"r${stored.revision}"`}
              data-then={`go ${campaignHref(id)}`}
            >
              <EditorFields record={stored.next?.campaign ?? stored.campaign} />
              <Send />
            </form>
          ) : (
            <NotGranted me={me} />
          )}
        </div>
      ),
    }
  },
}

/** `/console/campaigns/new`: a draft that there is not yet. */
export const newCampaignPage: ConsolePage = {
  path: '/console/campaigns/new',
  section: 'campaigns',
  parameters: [],
  show: async ({ me }) => ({
    title: 'New campaign',
    body: (
      <div class="page narrow">
        <ActHead href="/console/campaigns" name="All campaigns">
          New campaign
        </ActHead>
        <p>It is a draft at first, and plays once it is submitted and somebody else has approved it.</p>
        {mayDo(me, 'schedule.ingest', []) ? (
          <form
            class="fields"
            data-send="PUT /ops/v1/campaigns/{id}"
            data-if-none-match="*"
            data-then="go /console/campaigns/{campaign.id}"
          >
            <label>
              Id, like cmp_winter-hero
              <input name="id" required pattern="cmp_[A-Za-z0-9_\-]{1,64}" />
            </label>
            <EditorFields record={null} />
            <Send />
          </form>
        ) : (
          <NotGranted me={me} />
        )}
      </div>
    ),
  }),
}

function Send() {
  return (
    <>
      <button type="submit" class="act strong">
        Keep as a draft
      </button>
      <output role="alert"></output>
    </>
  )
}

function NotGranted({ me }: Pick<PageRequest, 'me'>) {
  return (
    <p class="refusal" role="note">
      You may not write it in all of its regions: {whoMay(me, 'schedule.ingest')} may.
    </p>
  )
}
