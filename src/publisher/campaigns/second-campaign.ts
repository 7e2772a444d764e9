import { writeCampaign } from '../../schedule/campaigns/write-campaign.ts'
import { latestRevision, type StoredDocument } from '../../schedule/store/document.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { type CampaignActed, NOTHING_WITHDRAWN, writeContext } from './act-on-campaign.ts'
import { whyTwoPersons } from './campaign-requests.ts'

type Stored = StoredDocument<'campaign'>

/**
 * Why a campaign that one person brought on the air takes another one to say yes to it as it is: a video of it is rated
 * higher than when it was approved, or came in since. Empty: it takes none, or waits itself.
 */
export async function whySecond(publisher: PublisherContext, stored: Stored): Promise<readonly string[]> {
  const { record, next, secondedBy } = stored
  const isApproved = record.status === 'approved' || record.status === 'paused'
  if (!isApproved || secondedBy !== undefined || next?.record.status === 'review') return []
  return whyTwoPersons(publisher, record)
}

/**
 * Writes down that a second person approves what a campaign says already. Its videos that take two are shown from the
 * next publish on. What waits beside it goes on waiting.
 *
 * @throws OpsProblem 409 when somebody changed it meanwhile
 */
export async function secondCampaign(
  publisher: PublisherContext,
  stored: Stored,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<CampaignActed> {
  const written = await writeCampaign(writeContext(publisher), {
    record: stored.record,
    expectedRevision: latestRevision(stored),
    actor: by,
    secondedBy: by,
    action: 'campaign.approve',
    reason,
  })
  if (written.outcome === 'conflict') {
    throw new OpsProblem(409, 'Changed meanwhile', 'Somebody changed this campaign just now: look again.', 'revision')
  }
  return {
    outcome: written.outcome === 'written' ? 'done' : 'unchanged',
    document: written.document,
    withdrawn: NOTHING_WITHDRAWN,
  }
}
