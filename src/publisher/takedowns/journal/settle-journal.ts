import { settleAudit } from '../../../schedule/reports/audit-log.ts'
import { addTakedown } from '../../../schedule/takedowns/takedowns.ts'
import { keys } from '../../../snapshot/format.ts'
import { tellPurge } from '../../notices/purge-notice.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { announcedList } from '../lists/announced-list.ts'
import { UnreadableList } from '../lists/unreadable-list.ts'
import { isGranted } from '../lists/write-list.ts'
import { regionsOfTakedown } from '../reach.ts'
import type { Journal, NotedOrder } from './journal.ts'

/**
 * How long an order stays in the journal after store and lists have it: in this time a store that lost writes is
 * noticed.
 */
const KEPT_MS = 3_600_000

/**
 * Writes orders that were given while the store was down into the store, with who gave them and when, and removes
 * orders that store and lists have had for a while. An order that the store has already is not written again.
 */
export async function settleJournal(
  publisher: PublisherContext,
  { orders, audit }: Pick<Journal, 'orders' | 'audit'>,
): Promise<void> {
  for (const { key, entry } of audit) {
    await settleAudit(publisher.redis, key, entry)
    await publisher.sink.delete(key)
  }
  for (const order of orders) {
    const { takedown, addedAt, actor, role } = order
    const isOver = takedown.until !== null && Date.parse(takedown.until) <= publisher.now()
    const regions = regionsOfTakedown(publisher.rules, takedown)
    const context = { ...publisher, now: () => addedAt, ...(role === null ? {} : { role }) }
    await addTakedown(context, takedown, regions, actor)
    await tellPurge(publisher, takedown)
    if (publisher.now() - addedAt < KEPT_MS && !isOver) continue
    if (isOver || (await isAnnounced(publisher, order))) await publisher.sink.delete(keys.order(takedown.id))
  }
}

async function isAnnounced(publisher: PublisherContext, { takedown, addedAt }: NotedOrder): Promise<boolean> {
  for (const region of regionsOfTakedown(publisher.rules, takedown)) {
    const list = await announcedList(region, publisher).catch((error: unknown) => {
      if (error instanceof UnreadableList) return null
      throw error
    })
    if (list === null) return false
    const order = { id: takedown.id, target: takedown.target, territories: null, until: null }
    if (!(await isGranted(list, { add: [{ order, addedAt }], lift: [] }))) return false
  }
  return true
}
