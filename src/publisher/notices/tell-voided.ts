import { contentSha256, listApprovals } from '../../schedule/approvals/approvals.ts'
import { readDocuments } from '../../schedule/store/read-documents.ts'
import { campaignRequest, voidRequests } from '../campaigns/campaign-requests.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { tellStrictly } from './tell.ts'

/**
 * Tells of open requests for campaigns that were edited after they were submitted, through whatever door. What was
 * rejected or taken back unchanged is not told, as somebody did that on purpose.
 */
export async function tellVoided(publisher: PublisherContext): Promise<void> {
  if (!publisher.webhook) return
  const now = publisher.now()
  const approvals = (await listApprovals(publisher.redis)).filter(({ expiresAt }) => expiresAt > now)
  const voided = await voidRequests(publisher, approvals)
  const requests = approvals
    .filter(({ id }) => voided.has(id))
    .map(campaignRequest)
    .filter((each) => each !== null)
  const documents = await readDocuments(
    publisher.redis,
    'campaign',
    requests.map(({ campaign }) => campaign),
  )
  for (const [index, { campaign, sha256, approval }] of requests.entries()) {
    const stored = documents[index]
    const known = [stored?.record, stored?.next?.record].filter((record) => record !== undefined)
    const said = await Promise.all(known.map((record) => contentSha256({ ...record, status: null })))
    if (said.includes(sha256)) continue
    const text = `${campaign} was changed after ${approval.proposedBy} had submitted it: the request ${approval.id} is void.`
    const more = { campaign, request: approval.id, askedBy: approval.proposedBy }
    const at = new Date(now).toISOString()
    await tellStrictly(publisher, { id: `approval-voided:${approval.id}`, kind: 'approval-voided', at, text, ...more })
  }
}
