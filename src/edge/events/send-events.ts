import { within } from '../../kv/deadline.ts'
import type { DeviceEventItem, EventsMessage } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { EdgeEnvironment } from '../environment.ts'
import { ProblemError } from '../problem.ts'
import type { BelievedEvent } from './believed-event.ts'
import { profileMessages } from './profile-messages.ts'

/** How long the queues may take to accept a beacon, in milliseconds; after that the device is asked to retry later. */
const SEND_DEADLINE_MS = 2_000
const RETRY_AFTER_SECONDS = 5

/**
 * Resolves once the events are queued, and those of consented viewers for their profiles too. One queue may have them
 * when the other fails: the device then sends them again, and everything downstream counts an event once.
 * @throws ProblemError 503 when a queue does not take them in time
 */
export async function sendEvents(
  { EVENTS, PROFILES }: Pick<EdgeEnvironment, 'EVENTS' | 'PROFILES'>,
  events: readonly BelievedEvent[],
): Promise<void> {
  if (events.length === 0) return
  const sends = [EVENTS.sendBatch(eventsMessages(events).map((body) => ({ body })))]
  const profiles = PROFILES === undefined ? [] : profileMessages(events)
  if (PROFILES !== undefined && profiles.length > 0) {
    sends.push(PROFILES.sendBatch(profiles.map((body) => ({ body }))))
  }
  const sent = await within(Promise.all(sends), SEND_DEADLINE_MS)
  if (sent.state === 'done') return
  throw new ProblemError('unavailable', {
    detail: 'The events could not be queued; keep them and send them again.',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    code: `queue-${sent.state}`,
  })
}

/** A message for each region. */
function eventsMessages(events: readonly BelievedEvent[]): readonly EventsMessage[] {
  const byRegion = new Map<RegionId, DeviceEventItem[]>()
  for (const { region, item } of events) {
    const items = byRegion.get(region) ?? []
    items.push(item)
    byRegion.set(region, items)
  }
  return [...byRegion].map(([region, items]) => ({ type: 'events', region, items }))
}
