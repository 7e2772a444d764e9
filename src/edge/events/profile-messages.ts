import type { ProfileMessage } from '../../model/messages/queue-message.ts'
import type { BelievedEvent } from './believed-event.ts'

/** What consented viewers did, a message for each decision: its time is that of the consent it was made under. */
export function profileMessages(events: readonly BelievedEvent[]): readonly ProfileMessage[] {
  const messages = new Map<string, ProfileMessage & { readonly items: ProfileMessage['items'][number][] }>()
  for (const { region, subject, decidedAt, item } of events) {
    if (subject === null) continue
    const { decisionId, position, event, assetId, campaignId, occurredAt, watchedMs } = item
    const message = messages.get(decisionId) ?? { type: 'profile', region, subject, consentedAt: decidedAt, items: [] }
    message.items.push({ decisionId, position, event, assetId, campaignId, occurredAt, watchedMs })
    messages.set(decisionId, message)
  }
  return [...messages.values()]
}
