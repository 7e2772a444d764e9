import { NarrowingFinder } from '../compile/narrowing/narrowings.ts'
import type { Withdrawal } from '../contracts/ops/answers/ingest.ts'
import type { CampaignStatus } from '../model/nouns/campaign-vocabulary.ts'
import { type CampaignAct, statusAfterAct } from '../schedule/campaigns/campaign-status.ts'
import { writeCampaign } from '../schedule/campaigns/write-campaign.ts'
import { latestRevision, type StoredDocument } from '../schedule/store/document.ts'
import type { NumberedNarrowings } from '../schedule/takedowns/narrowings.ts'
import { OpsProblem } from './ops-problem.ts'
import type { PublisherContext } from './publisher-context.ts'
import { regionsOfCampaign } from './regions/regions-of.ts'
import { archiveChange, archivedChange } from './takedowns/journal/change-archive.ts'
import { announcedNumber, withdraw } from './takedowns/withdraw.ts'

/** The result of an act. */
export interface CampaignActed {
  readonly outcome: 'done' | 'unchanged'
  readonly document: StoredDocument<'campaign'>
  readonly withdrawn: Withdrawal
}

/**
 * Pauses, resumes or ends a stored campaign. What that withdraws is put on the takedown lists at once, as after an
 * ingest; a resumed campaign plays from the next publish of its regions on.
 */
export async function actOnCampaign(
  publisher: PublisherContext,
  stored: StoredDocument<'campaign'>,
  { what, reason, actor }: { readonly what: CampaignAct; readonly reason: string; readonly actor: string },
): Promise<CampaignActed> {
  const { record } = stored
  const status = statusAfterAct(what, record.status)
  if (status === null) throw notNow(what, record.status)
  const finder = new NarrowingFinder(publisher.rules)
  const context = {
    ...publisher,
    announcedNumber: () => announcedNumber(publisher),
    archiveChange: (change: NumberedNarrowings) => archiveChange(publisher, change),
    archivedChange: (number: number) => archivedChange(publisher, number),
    regionsOf: (campaign: typeof record) => regionsOfCampaign(publisher.rules, campaign),
    narrowingsOf: (change: Parameters<typeof finder.of>[0]) => finder.of(change, publisher.now()),
  }
  const write = {
    record: { ...record, status },
    expectedRevision: latestRevision(stored),
    actor,
    action: `campaign.${what}`,
    reason,
    // What ends never speaks again.
    ...(what === 'end' && { next: null }),
  }
  const written = await writeCampaign(context, write)
  if (written.outcome === 'conflict') {
    throw new OpsProblem(409, 'Changed meanwhile', 'Somebody changed this campaign just now: look again.', 'revision')
  }
  if (written.outcome === 'unchanged') {
    return { outcome: 'unchanged', document: written.document, withdrawn: { records: 0, regions: [], waiting: [] } }
  }
  return { outcome: 'done', document: written.document, withdrawn: await withdraw(publisher, written.narrowings) }
}

const WHY_NOT: Readonly<Record<CampaignAct, string>> = {
  pause: 'only an approved campaign plays, and can be paused',
  resume:
    'only a paused campaign can be resumed; approve a draft with `ff ingest --approve`, and send an ended one under a new id',
  end: 'it cannot be ended',
}

function notNow(what: CampaignAct, status: CampaignStatus): OpsProblem {
  return new OpsProblem(409, `Not to ${what}`, `It is ${status}: ${WHY_NOT[what]}.`, 'status')
}
