import type { CampaignBulkDone } from '../../../contracts/ops/answers/campaigns/campaign-bulk.ts'
import type { ChangeHead } from '../../../schedule/campaigns/change-records.ts'
import { appendAudits } from '../../../schedule/reports/audit-log.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import type { CarriedOut } from './planned-change.ts'

/** One entry for the change, and one for each campaign; what was done one by one has its entries already. */
export async function auditBulk(
  publisher: PublisherContext,
  { id: change, at, actor, reason, what, undoes }: ChangeHead,
  { done, unchanged, refused, changes }: CampaignBulkDone,
  { how }: CarriedOut,
): Promise<void> {
  const { redis, role = null } = publisher
  const by = { at, actor, role }
  const told = { reason, what, done, unchanged, refused, undoes }
  const action = undoes === null ? 'campaign.bulk' : 'campaign.undo'
  const all = { ...by, action, target: change, before: null, after: told }
  const each = how === 'verb' ? [] : changes.filter(({ outcome }) => outcome === 'done')
  await appendAudits(redis, [
    all,
    ...each.map(({ id, diff, revision }) => {
      return { ...by, action: `campaign.${what}`, target: id, before: null, after: { change, reason, revision, diff } }
    }),
  ])
}
