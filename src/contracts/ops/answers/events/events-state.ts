import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'
import { count, instant } from '../fields.ts'
import { deadState } from './dead-messages.ts'

const byField = z.record(z.string(), count)

const intakeDay = z
  .object({
    day: z.string().describe('The day, `YYYY-MM-DD`, UTC.'),
    accepted: count.describe('Events that the analytics sink has.'),
    sampled: count.describe('Events of them that are of sampled decisions, and were counted.'),
    late: count.describe('Events that came too late to be counted, and are in the sink alone.'),
    refused: byField.describe('Events that were refused, by the field that is wrong.'),
    doubted: byField.describe('Events of which a field was set aside, by that field.'),
    badPropensity: count.describe('Events without a usable propensity.'),
    poison: count.describe('Messages that cannot be read, which died at once.'),
    retried: count.describe('Tries that messages took beside the first.'),
  })
  .meta({
    id: 'IntakeDay',
    description: 'What became of a day of events. These numbers show the trend, and are not exact.',
  })

/** Answer to `GET /ops/v1/events`. */
export const eventsState = z
  .object({
    asOf: instant.describe('When this was read, in UTC.'),
    intake: z.array(intakeDay).describe('The last seven days, the newest first.'),
    dead: deadState.describe('Messages that no consumer could take.'),
  })
  .meta({ id: 'EventsState', description: 'How what devices report is taken in.' })

/** How what devices report is taken in. */
export type EventsState = AnswerOf<typeof eventsState>
/** What became of a day of events. */
export type IntakeDay = AnswerOf<typeof intakeDay>
