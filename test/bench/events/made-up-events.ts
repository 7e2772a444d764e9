import { createHash } from 'node:crypto'
import type { EventsMessage } from '../../../src/model/messages/queue-message.ts'
import { eventItem } from '../../publisher/queue/device-events.ts'

/** Events of a decision: it was seen, it started, its first frame came. */
const EVENTS = ['impression', 'start', 'firstFrame'] as const
const ASSETS = 200
const CAMPAIGNS = 20
/** Messages of one delivery of the queue: each the events of one decision. */
const MESSAGES = 100

/** So many decisions of the last minute with three events each, as batches of the queue. */
export function madeUpBatches(round: number, decisions: number, now: number): readonly (readonly EventsMessage[])[] {
  const messages = Array.from({ length: decisions }, (_, index): EventsMessage => {
    const decisionId = createHash('sha256').update(`${round} ${index}`).digest('hex').slice(0, 32)
    const about = {
      decisionId,
      assetId: `ast_film-${index % ASSETS}-trailer`,
      campaignId: `cmp_campaign-${index % CAMPAIGNS}`,
      occurredAt: now - (index % 60) * 1_000,
      playback: 0,
    }
    return { type: 'events', region: 'dach', items: EVENTS.map((event) => eventItem(index, { ...about, event })) }
  })
  const batches: EventsMessage[][] = []
  for (let from = 0; from < messages.length; from += MESSAGES) batches.push(messages.slice(from, from + MESSAGES))
  return batches
}

/** Events of one decision. */
export const EVENTS_EACH = EVENTS.length
