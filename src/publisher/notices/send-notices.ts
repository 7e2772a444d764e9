import { noteLostNotice } from '../../schedule/notices/lost-notices.ts'
import {
  claimNotice,
  closeNotice,
  dueNotices,
  putOffNotice,
  type WaitingNotice,
} from '../../schedule/notices/notice-outbox.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { purgeNotice } from './purge-notice.ts'
import { logNotice } from './tell.ts'
import type { Webhook } from './webhook.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** After that a notice that was sent in vain is given up. */
const GIVEN_UP_MS = 72 * HOUR_MS
/** Most notices of one run. */
const RUN_MAX = 50
/** A receiver that is down is not asked more often in one run. */
const FAILED_MAX = 3

/** Sends the notices whose turn has come. One that fails is sent again after a minute, then twice as long, up to an hour. */
export async function sendNotices(publisher: PublisherContext): Promise<void> {
  const { webhook } = publisher
  if (!webhook) return
  let failed = 0
  for (const id of await dueNotices(publisher, RUN_MAX)) {
    const waiting = await claimNotice(publisher, id)
    if (waiting === null) continue
    if (!(await sendOne(publisher, webhook, waiting))) failed += 1
    if (failed >= FAILED_MAX) return
  }
}

async function sendOne(publisher: PublisherContext, webhook: Webhook, waiting: WaitingNotice): Promise<boolean> {
  const { notice, addedAt } = waiting
  try {
    const whole = notice.kind === 'purge' ? await purgeNotice(publisher, notice) : notice
    await webhook(JSON.stringify(whole), publisher.now())
  } catch {
    const tries = waiting.tries + 1
    const now = publisher.now()
    if (now - addedAt >= GIVEN_UP_MS) {
      logNotice('notice-dead', notice.kind, `not taken in ${tries} tries`)
      await noteLostNotice(publisher, notice, 'not-taken')
      await closeNotice(publisher, notice.id)
    } else {
      await putOffNotice(
        publisher,
        { ...waiting, tries },
        now + Math.min(HOUR_MS, MINUTE_MS * 2 ** Math.min(tries - 1, 6)),
      )
    }
    return false
  }
  await closeNotice(publisher, notice.id)
  return true
}
