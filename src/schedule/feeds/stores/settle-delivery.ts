import type { Redis } from '@upstash/redis/cloudflare'
import { standingPromotion } from '../../ingest/promotion.ts'
import { withWriterLock } from '../../ingest/writer-lock.ts'
import { sendRepeatable, sendRepeatableTransaction } from '../../store/checked-pipeline.ts'
import type { ScheduleContext } from '../../store/connect.ts'
import { keys } from '../../store/keys.ts'
import { asTexts } from '../../store/replies.ts'
import { isFix, readDelivery, type StoredDelivery, writeDelivery } from './delivery-store.ts'
import { settleItems } from './item-ledger.ts'
import { receivedChunks } from './uploads.ts'

/** The field of `feed:{id}:state` that a promotion sets: its delivery is in force, and its items are not known yet. */
export const SETTLING = 'settling'

/** Makes known what a delivery noted of its items. It is in force by now, so this may be repeated and must not be left out. */
export async function settleDelivery(redis: Redis, feed: string, delivery: string): Promise<void> {
  const items = await settleItems(redis, feed, delivery)
  await sendRepeatableTransaction(redis, (queue) => {
    if (items > 0 && !isFix(delivery)) queue.hset(keys.feedState(feed), { settled: delivery })
    queue.del(keys.deliveryItems(delivery))
  })
}

/** Notes that the feed's last delivery in force has nothing left to be done, once it is stored what became of it. */
export async function endSettling(redis: Redis, feed: string): Promise<void> {
  await sendRepeatable(redis, (queue) => queue.hdel(keys.feedState(feed), SETTLING))
}

/** The delivery of a feed that is in force and whose items are not known yet, and the last one whose items are. */
export async function settledOf(
  redis: Redis,
  feed: string,
): Promise<{ readonly settling: string | null; readonly settled: string | null; readonly running: string | null }> {
  const [reply] = await sendRepeatable(redis, (queue) =>
    queue.hmget(keys.feedState(feed), SETTLING, 'settled', 'running'),
  )
  const [settling = null, settled = null, running = null] = asTexts(reply)
  return { settling, settled, running }
}

/**
 * Completes what an earlier delivery of the feed left undone because its publisher died. To be called under the feed's
 * lock, so that none is under way.
 *
 * @param next the delivery that begins now; null: none does
 */
export async function settleStanding(context: ScheduleContext, feed: string, next: string | null): Promise<void> {
  const { redis } = context
  // Its end says whose items have to be settled.
  if ((await standingPromotion(redis)) !== null) await withWriterLock(context, async () => undefined)
  const { settling, running } = await settledOf(redis, feed)
  if (settling !== null) {
    await settleDelivery(redis, feed, settling)
    await sayOf(redis, settling, 'promoted')
    await endSettling(redis, feed)
  }
  if (running !== null && running !== settling) {
    const isUpload = (await receivedChunks(redis, running)).size > 0
    await sayOf(redis, running, isUpload ? 'open' : 'refused')
  }
  if (next !== null) await sendRepeatable(redis, (queue) => queue.hset(keys.feedState(feed), { running: next }))
}

/** Deletes what a delivery noted that does not come into force. */
export async function forgetNotes(redis: Redis, delivery: string): Promise<void> {
  await sendRepeatable(redis, (queue) => queue.del(keys.deliveryItems(delivery)))
}

/** Says what became of a delivery that could not say it any more. */
async function sayOf(redis: Redis, id: string, state: 'promoted' | 'open' | 'refused'): Promise<void> {
  const delivery = await readDelivery(redis, id)
  if (state !== 'promoted' && (delivery === null || isUndecided(delivery, state))) await forgetNotes(redis, id)
  if (delivery === null || !isUndecided(delivery, state)) return
  const { report } = delivery
  const said = report === null ? null : { ...report, outcome: 'promoted' as const, held: null }
  await writeDelivery(redis, { ...delivery, state, report: state === 'promoted' ? said : report })
}

/** A held one is undecided until a promotion of it is known. */
function isUndecided({ state }: StoredDelivery, next: 'promoted' | 'open' | 'refused'): boolean {
  if (next === 'promoted') return state !== 'promoted'
  return state === 'running'
}
