import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'
import { instant } from '../fields.ts'
import { deadState } from './dead-messages.ts'

/** Answer to `GET /ops/v1/events`. */
export const eventsState = z
  .object({
    asOf: instant.describe('When this was read, in UTC.'),
    dead: deadState.describe('Messages that no consumer could take.'),
  })
  .meta({ id: 'EventsState', description: 'How what devices report is taken in.' })

/** How what devices report is taken in. */
export type EventsState = AnswerOf<typeof eventsState>
