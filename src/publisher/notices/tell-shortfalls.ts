import { hash32 } from '../../model/hash32.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { beginShortfallLook, type Notice } from '../../schedule/notices/notice-outbox.ts'
import type { StoredDocument } from '../../schedule/store/document.ts'
import { readAllDocuments } from '../../schedule/store/read-documents.ts'
import { deliveryView, shortfallIn } from '../campaigns/delivery/delivery-view.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { tellStrictly } from './tell.ts'

const HOURS = 24
const HOUR_MS = 3_600_000

/**
 * Tells of campaigns that will miss their goal by what is projected, once for each goal and end. Each campaign is looked
 * at once a day (UTC), in an hour of its own, so that no run has many to look at.
 */
export async function tellShortfalls(publisher: PublisherContext): Promise<void> {
  if (!publisher.webhook) return
  const now = publisher.now()
  const hour = new Date(now).toISOString().slice(0, 13)
  if (!(await beginShortfallLook(publisher, hour))) return
  const turn = Math.floor(now / HOUR_MS) % HOURS
  for await (const page of readAllDocuments(publisher.redis, 'campaign')) {
    for (const { record } of page) {
      if (hash32(record.id) % HOURS !== turn) continue
      const notice = await shortfallNotice(publisher, record)
      if (notice !== null) await tellStrictly(publisher, notice)
    }
  }
}

/** Null: it is not on the air, has no goal in numbers, or is expected to reach it. */
async function shortfallNotice(
  publisher: PublisherContext,
  record: StoredDocument<'campaign'>['record'],
): Promise<Notice | null> {
  const { id, name, end, goal: wanted, status } = record
  if (status !== 'approved' || wanted === null) return null
  const now = publisher.now()
  const view = await deliveryView(publisher, record, { regions: REGION_IDS })
  const shortfall = shortfallIn(view, record, now)
  const { goal } = view
  if (goal === null || shortfall === null || shortfall.by !== 'projection') return null
  const { events } = shortfall
  const { amount, counts } = goal
  const text = `The campaign ${id} (${name ?? 'without a name'}) is expected to lack ${events} of its ${amount} ${counts} when it ends: ff campaign delivery ${id} says why.`
  const at = new Date(now).toISOString()
  return {
    id: `shortfall:${id}:${amount}:${end}`,
    kind: 'shortfall',
    at,
    text,
    campaign: id,
    goal: amount,
    lacking: events,
  }
}
