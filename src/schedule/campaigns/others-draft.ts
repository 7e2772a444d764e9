import { type LineRefusal, refusal, type Warning } from '../../ingest/lines/line-refusal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { sameCampaign } from '../store/compare-stored.ts'
import type { StoredDocument } from '../store/document.ts'
import type { Authorship } from './authors.ts'
import { waitingRecord } from './lifecycle.ts'
import type { CampaignAfterIngest } from './next-revision.ts'

type Stored = Pick<StoredDocument<'campaign'>, 'record' | 'changedAt' | 'by' | 'feed' | 'next'>

/** What an ingest makes of a campaign, or why its line is refused. `warning`: what was not taken. */
export type WithoutLoss =
  | { readonly after: CampaignAfterIngest; readonly warning?: Warning }
  | { readonly refused: readonly LineRefusal[] }

/**
 * Keeps the draft of somebody else from being overwritten by an ingest, which has not seen it: the line is refused, while
 * that draft waits. What only pauses is done all the same, because it narrows; an end ends the draft too. Whoever wrote
 * the draft goes on changing it, and so does the feed that brought it.
 *
 * @param line of the input, from 1
 */
export function withoutLoss(
  said: Campaign,
  stored: Stored | null,
  after: CampaignAfterIngest,
  { line, ...sender }: Authorship & { readonly line: number },
): WithoutLoss {
  const waiting = stored === null ? null : waitingRecord(stored)
  if (stored === null || waiting === null || after.record.status === 'ended' || isOwn(stored, sender)) return { after }
  const kept = [after.record, after.next === undefined ? stored.next?.record : after.next]
  if (kept.some((each) => each && sameCampaign(each, waiting))) return { after }
  const hint = hintOf(stored, waiting)
  const isOnAir = stored.next !== undefined
  if (said.status !== 'paused' || !isOnAir) {
    return { refused: [refusal(line, 'edited-elsewhere', 'id', said.id, hint)] }
  }
  const told = `it is paused, and nothing else was taken: ${hint}`
  const warning = {
    line,
    path: 'id',
    rule: 'edited-elsewhere',
    severity: 'warning',
    value: said.id,
    hint: told,
  } as const
  return { after: { record: { ...stored.record, status: 'paused' } }, warning }
}

/** Nobody knows who wrote what was stored before that was kept. */
function isOwn({ by, feed, next }: Stored, sender: Authorship): boolean {
  const draft: Authorship = next ?? { by, feed }
  return draft.by === undefined || draft.by === sender.by || (draft.feed !== undefined && draft.feed === sender.feed)
}

function hintOf({ by, changedAt, next }: Stored, { id, status }: Campaign): string {
  const since = new Date(next?.changedAt ?? changedAt).toISOString()
  const what = status === 'review' ? 'waits for approval' : 'waits as a draft'
  const back = next === undefined ? '' : `, taken back (\`ff campaign withdraw ${id} --reason …\`)`
  const ways = `approved (\`ff campaign submit ${id} --reason …\`, then \`approve\`)${back}, or says the same as this`
  return `what ${next?.by ?? by} wrote of it ${what} since ${since}, and would be lost: send this again once that is ${ways}`
}
