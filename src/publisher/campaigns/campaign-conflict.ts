import { fieldConflicts } from '../../schedule/campaigns/field-changes.ts'
import { latestRevision, type StoredDocument } from '../../schedule/store/document.ts'
import { OpsProblem } from '../ops-problem.ts'

/**
 * The refusal of whoever has not seen what a campaign is now: with what is stored, what waits, and where what was sent
 * differs from both.
 *
 * @param sent null: nothing was sent, as to submit or approve
 */
export function campaignConflict(stored: StoredDocument<'campaign'>, sent: object | null): OpsProblem {
  const revision = latestRevision(stored)
  const [campaign, next] = [stored.record, stored.next?.record ?? null]
  const diff = sent === null ? [] : [...fieldConflicts(campaign, next, sent)]
  const told = `It is at revision ${revision}. Look at \`conflict\`, and send If-Match: "r${revision}".`
  return new OpsProblem(412, 'Changed meanwhile', told, 'If-Match', { conflict: { revision, campaign, next, diff } })
}
