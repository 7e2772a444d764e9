import { z } from 'zod'
import type { ReadOnly } from '../../read-only.ts'

/** What `POST /v1/events` answers. */
export const eventsAnswer = z
  .object({
    accepted: z.int().min(0).describe('How many events are queued.'),
    rejected: z
      .array(
        z
          .object({
            index: z.int().min(0).describe('Index of the event in the request.'),
            field: z.string().describe('The field at fault; empty: the event as a whole.'),
            reason: z.string().describe('What is wrong with it. Do not send it again.'),
          })
          .meta({ id: 'RejectedEvent', description: 'An event that was not taken.' }),
      )
      .describe('Events that were not taken, in the order of their index.'),
    stop: z
      .array(z.int().min(0))
      .optional()
      .describe(
        'Positions of items that just started and are withdrawn: stop them now. Left out: none is known to be.',
      ),
    stopEvents: z
      .array(z.int().min(0))
      .optional()
      .describe(
        'For each of `stop`, the index of its `start` in the request: positions of two decisions may be equal.',
      ),
  })
  .meta({ id: 'EventsReceipt', description: 'How many events were taken, and which were not.' })

/** What `POST /v1/events` answers. */
export type EventsAnswer = ReadOnly<z.output<typeof eventsAnswer>>

/** An event that was not taken. */
export type RejectedEvent = EventsAnswer['rejected'][number]
