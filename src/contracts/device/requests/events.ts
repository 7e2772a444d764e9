import * as z from 'zod/mini'
import { once } from '../../../model/once.ts'
import { LIMITS } from '../limits.ts'
import { DEVICE_EVENTS } from '../vocabulary.ts'

/** Greatest number of events in one beacon. */
export const EVENTS_MAX = 50

const MAX_POSITION = 9999
const DAY_MS = 86_400_000

/** Index of the last rendition that an answer lists for an item. */
const PLAYBACK_LAST = 3

const POSITION = `a whole number from 0 to ${MAX_POSITION}`
const TOKEN = 'the token of the decision, unchanged'
const PLAYBACK = `a whole number from 0 to ${PLAYBACK_LAST}`

/** Milliseconds from a device's clock; fractions are allowed. */
const milliseconds = (max: number): z.ZodMiniNumber<number> => {
  const message = `milliseconds from 0 to ${max}`
  return z.number(message).check(z.minimum(0, message), z.maximum(max, message))
}

const tokenField = once(() =>
  z.string(TOKEN).check(z.minLength(1, TOKEN), z.maxLength(LIMITS.decisionTokenCharacters, TOKEN)),
)

/** What is wrong with an event or signal that names no decision. */
export const NO_TOKEN = `must be ${TOKEN}, here or at the top of the body`

/** A token at the top of a body: that of every event or signal that names none of its own. */
export const sharedTokenSchema = once(() => z.object({ token: z.optional(tokenField()) }))

const reported = once(() => ({
  token: z.nullish(tokenField()),
  position: z.int(POSITION).check(z.minimum(0, POSITION), z.maximum(MAX_POSITION, POSITION)),
  event: z.enum(DEVICE_EVENTS, `one of ${DEVICE_EVENTS.join(', ')}`),
  watchedMs: z.nullish(milliseconds(DAY_MS)),
}))

/** One of the `signals` of `POST /v1/clips`. */
export const signalSchema = once(() => z.object(reported(), 'an object {token, position, event}'))

/** One item of `POST /v1/events`. `ageMs`: how long ago it happened; a decision token accepts events for 7 days. */
export const eventSchema = once(() =>
  z.object(
    {
      ...reported(),
      ageMs: milliseconds(7 * DAY_MS),
      ttffMs: z.nullish(milliseconds(600_000)),
      playback: z.nullish(z.int(PLAYBACK).check(z.minimum(0, PLAYBACK), z.maximum(PLAYBACK_LAST, PLAYBACK))),
    },
    'an object {token, position, event, ageMs}',
  ),
)

/** One event as a device sends it. */
export type ReportedEvent = z.input<ReturnType<typeof eventSchema>>
