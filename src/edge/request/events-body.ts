import type * as z from 'zod/mini'
import type { RejectedEvent } from '../../contracts/device/answers/events.ts'
import { EVENTS_MAX, eventSchema, NO_TOKEN, sharedTokenSchema } from '../../contracts/device/requests/events.ts'
import type { DeviceEvent } from '../../contracts/device/vocabulary.ts'
import { ProblemError } from '../problem.ts'
import { firstIssue, parseBody } from './fields.ts'
import type { JsonObject } from './json-body.ts'

export interface AcceptedEvent {
  /** Its index in the batch. */
  readonly index: number
  readonly token: string
  readonly position: number
  readonly event: DeviceEvent
  readonly ageMs: number
  readonly watchedMs: number | null
  /** Time to first frame. */
  readonly ttffMs: number | null
  /** Index in the `playback` of the answer's item; null: the device did not say. */
  readonly playback: number | null
}

interface EventsBody {
  readonly accepted: readonly AcceptedEvent[]
  readonly rejected: readonly RejectedEvent[]
}

/**
 * Parses `POST /v1/events`. A bad item is rejected by itself, and each item ends in exactly one of the lists. Unknown
 * fields are dropped: a client never states its own propensity.
 * @throws ProblemError 400 when there is no list of 1 to 50 items, or the token at the top is none
 */
export function parseEventsBody(body: JsonObject): EventsBody {
  const events = Object.hasOwn(body, 'events') ? body.events : undefined
  if (!Array.isArray(events) || events.length < 1 || events.length > EVENTS_MAX) {
    const fix = Array.isArray(events) && events.length > 0 ? '; split the batch' : ''
    const detail = `events must be a list of 1 to ${EVENTS_MAX} items${fix}.`
    throw new ProblemError('invalid-field', { field: 'events', detail })
  }
  const { token: shared } = parseBody(sharedTokenSchema(), body)
  const accepted: AcceptedEvent[] = []
  const rejected: RejectedEvent[] = []
  for (const [index, item] of events.entries()) {
    const result = eventSchema().safeParse(item)
    if (result.success) {
      const token = result.data.token ?? shared
      if (token === undefined) rejected.push({ index, field: 'token', reason: NO_TOKEN })
      else accepted.push({ index, token, ...rounded(result.data) })
    } else {
      const { field, message } = firstIssue(result.error)
      rejected.push({ index, field, reason: message })
    }
  }
  return { accepted, rejected }
}

function rounded(item: z.output<ReturnType<typeof eventSchema>>): Omit<AcceptedEvent, 'index' | 'token'> {
  const { position, event, ageMs, watchedMs, ttffMs, playback } = item
  return {
    position,
    event,
    ageMs: Math.round(ageMs),
    watchedMs: typeof watchedMs === 'number' ? Math.round(watchedMs) : null,
    ttffMs: typeof ttffMs === 'number' ? Math.round(ttffMs) : null,
    playback: playback ?? null,
  }
}
