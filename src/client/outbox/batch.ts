import type { DeviceClock } from '../device.ts'
import { namedOnce } from './named-once.ts'
import type { WaitingEvent } from './waiting-event.ts'

const DAY_MS = 86_400_000
/** The edge takes events for so long after they happened. */
const AGE_MAX_MS = 7 * DAY_MS
/** The edge takes so many bytes in one request, and so does a request that survives its page. */
const BYTES_MAX = 64 * 1024 - 512

/** How long ago an event happened, from 0; null: too long ago to tell the edge. */
export function ageOf({ at, wallMs }: WaitingEvent, clock: DeviceClock): number | null {
  const ageMs = at === null ? clock.wallMs() - wallMs : clock.now() - at
  // A time of day that went back says nothing: it counts as just now, and the edge knows when it decided.
  return ageMs > AGE_MAX_MS ? null : Math.max(0, Math.round(ageMs))
}

function bodyOf(waiting: readonly WaitingEvent[], clock: DeviceClock): string {
  const { token, entries } = namedOnce(
    waiting.map((each) => ({ ...each.event, ageMs: ageOf(each, clock) ?? AGE_MAX_MS })),
  )
  return JSON.stringify({ token, events: entries })
}

/** One request for the edge. */
export interface EventBatch {
  readonly events: readonly WaitingEvent[]
  readonly body: string
}

/** As many of the first events as one request takes; null: the first alone is too much. */
export function batchOf(waiting: readonly WaitingEvent[], mostEvents: number, clock: DeviceClock): EventBatch | null {
  for (let count = Math.min(mostEvents, waiting.length); count > 0; count = count >> 1) {
    const events = waiting.slice(0, count)
    const body = bodyOf(events, clock)
    if (bytesOf(body) <= BYTES_MAX) return { events, body }
  }
  return null
}

/** At least the length in UTF-8. */
function bytesOf(text: string): number {
  return text.replace(/[^\0-\x7f]/g, '---').length
}
