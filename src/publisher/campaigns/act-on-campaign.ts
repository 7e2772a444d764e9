import { NarrowingFinder } from '../../compile/narrowing/narrowings.ts'
import type { LintFindingAnswer } from '../../contracts/ops/answers/campaigns/lint.ts'
import type { Withdrawal } from '../../contracts/ops/answers/ingest.ts'
import { afterVerb, type CampaignVerb } from '../../schedule/campaigns/lifecycle.ts'
import { writeCampaign } from '../../schedule/campaigns/write-campaign.ts'
import { latestRevision, type StoredDocument } from '../../schedule/store/document.ts'
import type { NumberedNarrowings } from '../../schedule/takedowns/narrowings.ts'
import { tell } from '../notices/tell.ts'
import { endedNotice } from '../notices/tell-ended.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'
import { archiveChange, archivedChange } from '../takedowns/journal/change-archive.ts'
import { announcedNumber, withdraw } from '../takedowns/withdraw.ts'
import { askForApproval, openRequest } from './campaign-requests.ts'
import { findingsOfSubmitted } from './lint-submitted.ts'

/** The result of an act. */
export interface CampaignActed {
  readonly outcome: 'done' | 'unchanged'
  readonly document: StoredDocument<'campaign'>
  readonly withdrawn: Withdrawal
  /** What the linter says of what was submitted; left out: nothing was. */
  readonly findings?: readonly LintFindingAnswer[]
}

/** Nothing was withdrawn. */
export const NOTHING_WITHDRAWN: Withdrawal = { records: 0, regions: [], waiting: [] }

/** What somebody does to a campaign, and why. */
export interface CampaignOrdered {
  readonly what: CampaignVerb
  readonly reason: string
  readonly actor: string
}

/**
 * Does something to a stored campaign that changes nothing of what it says on the air. What that withdraws is put on the
 * takedown lists at once, as after an ingest; a resumed campaign plays from the next publish of its regions on.
 *
 * @throws OpsProblem 409 when that cannot be done to it now, or while the linter finds errors in what is to be submitted
 */
export async function actOnCampaign(
  publisher: PublisherContext,
  stored: StoredDocument<'campaign'>,
  { what, reason, actor }: CampaignOrdered,
): Promise<CampaignActed> {
  const after = afterVerb(what, stored)
  if (after.outcome === 'refused') throw notNow(what, after.why)
  if (after.outcome === 'unchanged') {
    if (what === 'submit' && (await openRequest(publisher, stored)) === null) {
      return submittedAgain(publisher, stored, { actor, reason })
    }
    return { outcome: 'unchanged', document: stored, withdrawn: NOTHING_WITHDRAWN }
  }
  const findings = what === 'submit' ? await findingsOfSubmitted(publisher, stored) : []
  const by = stored.next?.by ?? actor
  const written = await writeCampaign(writeContext(publisher), {
    record: after.record,
    expectedRevision: latestRevision(stored),
    actor,
    action: `campaign.${what}`,
    reason,
    next: after.next && { record: after.next, by, ...(stored.next?.base && { base: stored.next.base }) },
  })
  if (written.outcome === 'conflict') {
    throw new OpsProblem(409, 'Changed meanwhile', 'Somebody changed this campaign just now: look again.', 'revision')
  }
  if (written.outcome === 'unchanged') {
    return { outcome: 'unchanged', document: written.document, withdrawn: NOTHING_WITHDRAWN }
  }
  if (what === 'submit') await askForApproval(publisher, written.document, { actor, reason })
  if (what === 'end') await tell(publisher, endedNotice(stored.record, publisher.now()))
  return {
    outcome: 'done',
    document: written.document,
    withdrawn: await withdraw(publisher, written.narrowings),
    findings,
  }
}

/** It is in review, and nobody asks for its approval any more: the request has lapsed, or could not be made. */
async function submittedAgain(
  publisher: PublisherContext,
  stored: StoredDocument<'campaign'>,
  asked: { readonly actor: string; readonly reason: string },
): Promise<CampaignActed> {
  const findings = await findingsOfSubmitted(publisher, stored)
  await askForApproval(publisher, stored, asked)
  return { outcome: 'done', document: stored, withdrawn: NOTHING_WITHDRAWN, findings }
}

/** What writing a campaign takes of the publisher. */
export function writeContext(publisher: PublisherContext) {
  const finder = new NarrowingFinder(publisher.rules)
  return {
    ...publisher,
    announcedNumber: () => announcedNumber(publisher),
    archiveChange: (change: NumberedNarrowings) => archiveChange(publisher, change),
    archivedChange: (number: number) => archivedChange(publisher, number),
    regionsOf: (campaign: StoredDocument<'campaign'>['record']) => regionsOfCampaign(publisher.rules, campaign),
    narrowingsOf: (change: Parameters<typeof finder.of>[0]) => finder.of(change, publisher.now()),
  }
}

/** The refusal of what cannot be done now. */
export function notNow(what: CampaignVerb, why: string): OpsProblem {
  return new OpsProblem(409, `Not to ${what}`, `${why[0]?.toUpperCase()}${why.slice(1)}.`, 'status')
}
