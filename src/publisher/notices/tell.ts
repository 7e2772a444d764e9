import { noteLostNotice } from '../../schedule/notices/lost-notices.ts'
import { addNotice, type Notice } from '../../schedule/notices/notice-outbox.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** Puts a notice into the outbox, if there is a webhook. One that finds no room is lost, which status tells. */
export async function tellStrictly(publisher: PublisherContext, notice: Notice): Promise<void> {
  if (!publisher.webhook) return
  if ((await addNotice(publisher, notice)) !== 'full') return
  logNotice('notices-full', notice.kind, 'too many wait')
  await noteLostNotice(publisher, notice, 'no-room')
}

/** As `tellStrictly`, after something that is done: it never fails because of a notice. */
export async function tell(publisher: PublisherContext, notice: Notice): Promise<void> {
  await tellStrictly(publisher, notice).catch((error: unknown) =>
    logNotice('notice-lost', notice.kind, error instanceof Error ? error.name : 'unknown'),
  )
}

/** Logs what became of a notice; neither the address of the webhook nor the notice stands there. */
export function logNotice(code: string, kind: string, name: string): void {
  console.error(JSON.stringify({ level: 'error', code, kind, name }))
}
