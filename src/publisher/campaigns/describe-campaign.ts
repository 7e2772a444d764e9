import { campaignState } from '../../compile/time/campaign-state.ts'
import { withGrace } from '../../compile/time/with-grace.ts'
import type { StoredCampaign } from '../../contracts/ops/answers/campaigns.ts'
import { waitingAuthors } from '../../schedule/campaigns/authors.ts'
import { readHold } from '../../schedule/campaigns/campaign-hold.ts'
import { fieldChanges } from '../../schedule/campaigns/field-changes.ts'
import { latestRevision, type StoredDocument } from '../../schedule/store/document.ts'
import { shareNow } from '../pacing/share-now.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'
import { latestRequest } from './campaign-requests.ts'
import { holdShown } from './hold-shown.ts'

const instant = (at: number): string => new Date(at).toISOString()

/** A campaign as the API shows it: what it says, where it stands, and what waits beside it. */
export async function describeCampaign(
  publisher: PublisherContext,
  stored: StoredDocument<'campaign'>,
): Promise<StoredCampaign> {
  const { record, addedAt, changedAt, by, secondedBy, next } = stored
  const [request, share] = await Promise.all([latestRequest(publisher, stored), shareNow(publisher, record)])
  const hold = await readHold(publisher.redis, record.id)
  return {
    campaign: record,
    state: campaignState(publisher.rules, share?.inGrace ? withGrace(record) : record, publisher.now()),
    revision: latestRevision(stored),
    addedAt: instant(addedAt),
    changedAt: instant(changedAt),
    editedBy: by ?? null,
    authors: [...waitingAuthors(stored)],
    secondedBy: secondedBy ?? null,
    regions: [...regionsOfCampaign(publisher.rules, record)],
    next:
      next === undefined
        ? null
        : {
            campaign: next.record,
            revision: next.revision,
            editedBy: next.by,
            changedAt: instant(next.changedAt),
            diff: [...fieldChanges(record, next.record)],
          },
    approval: request && {
      id: request.approval.id,
      askedBy: request.approval.proposedBy,
      expiresAt: instant(request.approval.expiresAt),
      state: request.approval.expiresAt > publisher.now() ? 'asked' : 'lapsed',
      twoPersons: request.twoPersons,
    },
    hold: hold && holdShown(hold),
    share,
    delivery: null,
  }
}
