import { sendRepeatable, sendRepeatableTransaction } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { asNumber, asWords } from '../store/replies.ts'
import type { Notice } from './notice-outbox.ts'

/** Why the webhook was never told: it did not take the notice for days, or too many others waited. */
export type WhyLost = 'not-taken' | 'no-room'

/** Notices that the webhook was never told, and how many it still is to be told. */
export interface LostNotices {
  readonly waiting: number
  /** Of the last three days, the newest 1,000. */
  readonly lost: readonly { readonly kind: string; readonly why: WhyLost; readonly at: number }[]
}

/** Long enough for a weekend. Nobody can mend a notice that is lost, so it is told of for a time. */
const TOLD_MS = 3 * 86_400_000
const LOST_MAX = 1_000

type Context = Pick<ScheduleContext, 'redis' | 'now'>

/** Notes that a notice is lost. */
export async function noteLostNotice({ redis, now }: Context, { kind, id }: Notice, why: WhyLost): Promise<void> {
  const at = now()
  await sendRepeatableTransaction(redis, (queue) => {
    queue.zadd(keys.noticesLost, { score: at, member: `${kind} ${why} ${id}` })
    queue.zremrangebyrank(keys.noticesLost, 0, -LOST_MAX - 1)
    queue.expire(keys.noticesLost, TOLD_MS / 1000)
  })
}

/** What was lost in the last three days. */
export async function lostNotices({ redis, now }: Context): Promise<LostNotices> {
  const [waiting, reply] = await sendRepeatable(redis, (queue) => {
    queue.hlen(keys.notices)
    queue.zrange(keys.noticesLost, now() - TOLD_MS, '+inf', { byScore: true, withScores: true })
  })
  const words = asWords(reply)
  const lost = words.flatMap((member, index) => {
    if (index % 2 === 1) return []
    // Written by `noteLostNotice`.
    const [kind = '', why] = member.split(' ') as [string, WhyLost]
    return [{ kind, why, at: Number(words[index + 1]) }]
  })
  return { waiting: asNumber(waiting), lost }
}
