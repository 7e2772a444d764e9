import { z } from 'zod'
import { MESSAGE_QUEUES } from '../../../model/messages/queue-names.ts'
import { reasonGiven } from './fields.ts'

const LISTED_DEFAULT = 100
const LISTED_MAX = 1_000
/** How many messages one request sends again: each batch of them is a batch of its consumer. */
const RETRIED_MAX = 100
const DROPPED_MAX = 1_000

const TYPES = ['events', 'telemetry', 'decision', 'profile', 'unknown'] as const

const wholeLimit = `limit is a whole number from 1 to ${LISTED_MAX}.`

/** Query of `GET /ops/v1/events/dead`. */
export const deadQuery = z.object({
  limit: z.coerce
    .number({ error: wholeLimit })
    .int({ error: wholeLimit })
    .min(1, { error: wholeLimit })
    .max(LISTED_MAX, { error: wholeLimit })
    .default(LISTED_DEFAULT)
    .describe('How many at most, from the oldest.'),
  queue: z
    .enum(MESSAGE_QUEUES, { error: `queue takes one of ${MESSAGE_QUEUES.join(', ')}.` })
    .optional()
    .describe('Only messages that died on this queue.'),
  type: z
    .enum(TYPES, { error: `type takes one of ${TYPES.join(', ')}.` })
    .optional()
    .describe('Only messages of this type.'),
})

/** Id of a message on a queue. */
export const deadMessageId = z.string().regex(/^[\w.:-]{1,128}$/, 'an id as ff events dead list shows it')

const ids = (most: number) => z.array(deadMessageId).min(1, 'name one id, or say all').max(most).optional()
const all = z.literal(true, { error: 'all is true, or left out' }).optional()

const oneOfBoth = ({ ids: named, all: every }: { ids?: unknown; all?: unknown }) =>
  (named === undefined) !== (every === undefined)
const EITHER = { error: 'say which by ids, or all: true', path: ['ids'] }

/** Body of `POST /ops/v1/events/dead/retry`. */
export const deadRetryOrder = z
  .strictObject({
    ids: ids(RETRIED_MAX).describe(`Ids of the messages, at most ${RETRIED_MAX}.`),
    all: all.describe(`The ${RETRIED_MAX} oldest, after those that \`from\` passes over.`),
    from: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(0)
      .describe('With `all`: how many of the oldest are passed over; `next` of the answer before.'),
    reason: reasonGiven.optional(),
  })
  .refine(oneOfBoth, EITHER)
  .meta({ id: 'DeadRetryOrder', description: 'Which dead messages are sent again.' })

/** Body of `POST /ops/v1/events/dead/drop`. */
export const deadDropOrder = z
  .strictObject({
    ids: ids(DROPPED_MAX).describe(`Ids of the messages, at most ${DROPPED_MAX}.`),
    all: all.describe(`The ${DROPPED_MAX} oldest.`),
    reason: reasonGiven,
  })
  .refine(oneOfBoth, EITHER)
  .meta({ id: 'DeadDropOrder', description: 'Which dead messages are dropped for good, and why.' })

/** How many messages one request is about, at most, when it says `all`. */
export const DEAD_AT_ONCE = { retried: RETRIED_MAX, dropped: DROPPED_MAX } as const
