import * as z from 'zod/mini'
import { once } from '../../model/once.ts'
import { LIMITS } from '../limits.ts'
import { ProblemError } from '../problem.ts'
import { firstIssue } from './fields.ts'
import type { JsonObject } from './json-body.ts'
import { DEVICE_EVENTS, type DeviceEvent } from './vocabulary.ts'

export const MAX_EVENTS = 50
const MAX_POSITION = 9999
const DAY_MS = 86_400_000

const POSITION = `a whole number from 0 to ${MAX_POSITION}`
const TOKEN = 'the token of the decision, unchanged'

/** Milliseconds from a device's clock; fractions are allowed. */
const milliseconds = (max: number): z.ZodMiniNumber => {
  const message = `milliseconds from 0 to ${max}`
  return z.number(message).check(z.minimum(0, message), z.maximum(max, message))
}

const reported = once(() => ({
  token: z.string(TOKEN).check(z.minLength(1, TOKEN), z.maxLength(LIMITS.decisionTokenCharacters, TOKEN)),
  position: z.int(POSITION).check(z.minimum(0, POSITION), z.maximum(MAX_POSITION, POSITION)),
  event: z.enum(DEVICE_EVENTS, `one of ${DEVICE_EVENTS.join(', ')}`),
  watchedMs: z.nullish(milliseconds(DAY_MS)),
}))

export const signalSchema = once(() => z.object(reported(), 'an object {token, position, event}'))

/** One item of `POST /v1/events`. `ageMs`: how long ago it happened; a decision token accepts events for 7 days. */
export const eventSchema = once(() =>
  z.object(
    { ...reported(), ageMs: milliseconds(7 * DAY_MS), ttffMs: z.nullish(milliseconds(600_000)) },
    'an object {token, position, event, ageMs}',
  ),
)

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
}

export interface RejectedEvent {
  readonly index: number
  readonly field: string
  readonly reason: string
}

interface EventsBody {
  readonly accepted: readonly AcceptedEvent[]
  readonly rejected: readonly RejectedEvent[]
}

/**
 * Parses `POST /v1/events`. A bad item is rejected by itself, and each item ends in exactly one of the lists. Unknown
 * fields are dropped: a client never states its own propensity.
 * @throws ProblemError 400 when there is no list of 1 to 50 items
 */
export function parseEventsBody(body: JsonObject): EventsBody {
  const events = Object.hasOwn(body, 'events') ? body.events : undefined
  if (!Array.isArray(events) || events.length < 1 || events.length > MAX_EVENTS) {
    const detail = `events must be a list of 1 to ${MAX_EVENTS} items; split the batch.`
    throw new ProblemError('invalid-field', { field: 'events', detail })
  }
  const accepted: AcceptedEvent[] = []
  const rejected: RejectedEvent[] = []
  for (const [index, item] of events.entries()) {
    const result = eventSchema().safeParse(item)
    if (result.success) {
      accepted.push({ index, ...rounded(result.data) })
    } else {
      const { field, message } = firstIssue(result.error)
      rejected.push({ index, field, reason: message })
    }
  }
  return { accepted, rejected }
}

function rounded(item: z.output<ReturnType<typeof eventSchema>>): Omit<AcceptedEvent, 'index'> {
  const { token, position, event, ageMs, watchedMs, ttffMs } = item
  return {
    token,
    position,
    event,
    ageMs: Math.round(ageMs),
    watchedMs: typeof watchedMs === 'number' ? Math.round(watchedMs) : null,
    ttffMs: typeof ttffMs === 'number' ? Math.round(ttffMs) : null,
  }
}
