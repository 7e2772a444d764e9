import { campaignState } from '../../compile/time/campaign-state.ts'
import { withGrace } from '../../compile/time/with-grace.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { type Notice, noteNoticesLooked, noticesLookedAt } from '../../schedule/notices/notice-outbox.ts'
import { readGraces } from '../../schedule/pacing/keep-pacing.ts'
import { readAllDocuments } from '../../schedule/store/read-documents.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { tellStrictly } from './tell.ts'

/** The notice that a campaign was ended by an act. */
export function endedNotice({ id, name }: Campaign, now: number): Notice {
  const text = `The campaign ${id} (${name ?? 'without a name'}) was ended.`
  return { id: `campaign-ended:${id}`, kind: 'campaign-ended', at: new Date(now).toISOString(), text, campaign: id }
}

/** Tells of campaigns that have ended since the last look, by the clock or by whatever door. The first look tells nothing. */
export async function tellEnded(publisher: PublisherContext): Promise<void> {
  if (!publisher.webhook) return
  const now = publisher.now()
  const lookedAt = await noticesLookedAt(publisher)
  if (lookedAt !== null) {
    const graces = new Set(await readGraces(publisher.redis))
    for await (const page of readAllDocuments(publisher.redis, 'campaign')) {
      for (const { record: said, changedAt } of page) {
        const record = graces.has(said.id) ? withGrace(said) : said
        const notice = sinceThen(publisher, { record, changedAt }, { lookedAt, now })
        if (notice !== null) await tellStrictly(publisher, notice)
      }
    }
  }
  await noteNoticesLooked(publisher, now)
}

function sinceThen(
  { rules }: PublisherContext,
  { record, changedAt }: { readonly record: Campaign; readonly changedAt: number },
  { lookedAt, now }: { readonly lookedAt: number; readonly now: number },
): Notice | null {
  if (record.status !== 'ended' && record.status !== 'approved' && record.status !== 'paused') return null
  const isOver = (at: number) => campaignState(rules, { ...record, status: 'approved' }, at) === 'ended'
  if (isOver(lookedAt)) return null
  if (record.status === 'ended') return changedAt > lookedAt ? endedNotice(record, now) : null
  if (!isOver(now)) return null
  const { id, name, end } = record
  const text = `The campaign ${id} (${name ?? 'without a name'}) is over: it was to end at ${end}.`
  return { ...endedNotice(record, now), id: `campaign-ended:${id}:${end}`, text }
}
