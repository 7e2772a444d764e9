import type { StoredCampaign } from '../../../contracts/ops/answers/campaigns.ts'
import { linkTo } from '../../acts/console-acts.ts'
import { Act } from '../../frame/act.tsx'
import { mayDo, whoMay } from '../../frame/may-do.ts'
import type { PageRequest } from '../../page.ts'
import { possibleVerbs, VERBS } from '../acts/verbs.ts'
import { campaignHref } from '../campaign-name.tsx'

interface CampaignActsProps {
  readonly stored: StoredCampaign
  readonly me: PageRequest['me']
}

/** What can be done to a campaign as it is; what the role may not do is greyed, with who may. */
export function CampaignActs({ stored, me }: CampaignActsProps) {
  const { campaign, regions } = stored
  const href = campaignHref(campaign.id)
  const canWrite = mayDo(me, 'schedule.ingest', regions)
  return (
    <div class="acts">
      {canWrite && campaign.status !== 'ended' && (
        <a class="act" href={`${href}/edit`} data-key="e">
          Edit… <kbd>e</kbd>
        </a>
      )}
      {!canWrite && (
        <span class="act" aria-disabled="true">
          Edit… <small>{whoMay(me, 'schedule.ingest')} may</small>
        </span>
      )}
      {possibleVerbs(stored).map((verb) =>
        verb === 'approve' && stored.authors.includes(me.name) ? (
          <span class="act" aria-disabled="true">
            Approve… <small>you wrote of it: somebody else may</small>
          </span>
        ) : (
          <Act
            {...linkTo(verb, campaign.id)}
            me={me}
            regions={regions}
            hotkey={VERBS[verb].hotkey}
            look={VERBS[verb].look}
          >
            {VERBS[verb].label}…
          </Act>
        ),
      )}
      <Act {...linkTo('forecast', campaign.id)} me={me} regions={regions} hotkey="f">
        Forecast…
      </Act>
      <Act {...linkTo('copy', campaign.id)} me={me}>
        Copy…
      </Act>
    </div>
  )
}
