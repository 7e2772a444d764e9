import type { StoredCampaign } from '../../../contracts/ops/answers/campaigns.ts'
import { ActHead } from '../../frame/act-head.tsx'
import { mayDo, whoMay } from '../../frame/may-do.ts'
import type { ConsolePage } from '../../page.ts'
import { campaignHref } from '../campaign-name.tsx'
import { ReasonField } from './reason-field.tsx'

/** `/console/campaigns/{id}/copy`: a new draft that says the same, for other territories too. */
export const copyPage: ConsolePage = {
  path: '/console/campaigns/:id/copy',
  section: 'campaigns',
  parameters: [],
  show: async ({ path, ask, me }) => {
    const id = path('id')
    const { campaign } = await ask.get<StoredCampaign>(`campaigns/${encodeURIComponent(id)}`)
    return {
      title: `Copy ${id}`,
      body: (
        <div class="page narrow">
          <ActHead href={campaignHref(id)} name={campaign.name ?? id}>
            Copy
          </ActHead>
          <p>
            A new draft says what this campaign says now. Local times stay local times. Nothing changes for viewers.
          </p>
          {mayDo(me, 'schedule.ingest', []) ? (
            <form
              class="fields"
              data-send={`POST /ops/v1/campaigns/${encodeURIComponent(id)}/copy`}
              data-then="go /console/campaigns/{campaign.id}"
            >
              <label>
                Id of the copy
                <input name="id" required value={`${campaign.id}-copy`.slice(0, 68)} />
              </label>
              <label>
                Name
                <input name="name" maxlength={200} value={campaign.name ?? ''} />
              </label>
              <label>
                Territories and groups
                <input name="territories" data-kind="list" value={campaign.territories.join(' ')} />
              </label>
              <ReasonField />
              <button type="submit" class="act strong">
                Make the copy
              </button>
              <output role="alert"></output>
            </form>
          ) : (
            <p class="refusal" role="note">
              You may not write campaigns: {whoMay(me, 'schedule.ingest')} may.
            </p>
          )}
        </div>
      ),
    }
  },
}
