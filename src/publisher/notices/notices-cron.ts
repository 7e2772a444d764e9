import type { PublisherContext } from '../publisher-context.ts'
import { sendNotices } from './send-notices.ts'
import { logNotice } from './tell.ts'
import { tellDrySlots } from './tell-dry-slots.ts'
import { tellEnded } from './tell-ended.ts'
import { tellShortfalls } from './tell-shortfalls.ts'
import { tellVoided } from './tell-voided.ts'

/** Looks for what nobody's request has told, and sends what waits. A part that fails holds up no other. */
export async function keepNotices(publisher: PublisherContext): Promise<void> {
  if (!publisher.webhook) return
  const parts = {
    voided: tellVoided,
    ended: tellEnded,
    send: sendNotices,
    dry: tellDrySlots,
    shortfalls: tellShortfalls,
  }
  for (const [name, part] of Object.entries(parts)) {
    await part(publisher).catch((error: unknown) =>
      logNotice('notices', name, error instanceof Error ? error.name : 'unknown'),
    )
  }
}
