import { z } from 'zod'
import { MESSAGE_QUEUES } from '../../../../model/messages/queue-names.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { count, instant, region } from '../fields.ts'

const asOf = instant.describe('When this was read, in UTC.')
const left = count.describe('How many dead messages are still kept.')

/** What is kept of dead messages in all. */
export const deadState = z
  .object({
    count: count.describe('How many are kept.'),
    oldestAt: instant.nullable().describe('When the oldest one died, in UTC; null: none is kept.'),
    oldestAgeSeconds: count.nullable().describe('How long ago that was, in seconds; null: none is kept.'),
    full: z.boolean().describe('Whether no more are kept: further ones wait on the dead queues, and lapse there.'),
  })
  .meta({ id: 'DeadState', description: 'Messages that no consumer could take.' })

const deadMessage = z
  .object({
    id: z.string().describe('Id of the message.'),
    at: instant.describe('When it died, in UTC.'),
    queue: z
      .string()
      .describe(
        `The queue whose consumer could not take it: ${MESSAGE_QUEUES.map((name) => `\`${name}\``).join(', ')}.`,
      ),
    type: z.string().describe('`events`, `telemetry`, `decision` or `profile`; `unknown`: it says none of them.'),
    region: region.nullable().describe('The region that it is about; null: it says none.'),
    events: count.describe('How many events of devices it holds.'),
    attempts: count.nullable().describe('How often it was tried; null: the dead queue does not say.'),
    reason: z.string().describe('Why it died: `retries`, it was tried too often; another word, its consumer said so.'),
  })
  .meta({ id: 'DeadMessage', description: 'A message that no consumer could take: what it is, never what it says.' })

/** Answer to `GET /ops/v1/events/dead`. */
export const deadList = z
  .object({
    asOf,
    total: count.describe('How many are kept, whatever was asked for.'),
    oldestAt: deadState.shape.oldestAt,
    oldestAgeSeconds: deadState.shape.oldestAgeSeconds,
    full: deadState.shape.full,
    messages: z.array(deadMessage).describe('Those that were asked for, the oldest first.'),
  })
  .meta({ id: 'DeadList', description: 'Messages that no consumer could take.' })

const retriedMessage = z
  .object({
    id: z.string().describe('Id of the message.'),
    outcome: z
      .enum(['taken', 'died-again', 'failed', 'gone'])
      .describe(
        '`taken`: its consumer has it, and it is kept no more. `died-again`: its consumer found it beyond help, and it is kept as it was. `failed`: its consumer could not take it now, and it is kept as it was. `gone`: none of this id was kept.',
      ),
  })
  .meta({ id: 'DeadRetriedMessage', description: 'What came of a message that was sent again.' })

/** Answer to `POST /ops/v1/events/dead/retry`. */
export const deadRetried = z
  .object({
    messages: z.array(retriedMessage).describe('What came of each, in the order that was asked for.'),
    left,
    next: count.nullable().describe('With `all`: `from` of the next request; null: these were the last.'),
  })
  .meta({ id: 'DeadRetried', description: 'What came of the messages that were sent again.' })

/** Answer to `POST /ops/v1/events/dead/drop`. */
export const deadDropped = z
  .object({
    dropped: z.array(z.string()).describe('Ids of the messages that are gone for good.'),
    gone: z.array(z.string()).describe('Ids of which none was kept: they were taken or dropped before.'),
    left,
  })
  .meta({ id: 'DeadDropped', description: 'Which messages were dropped.' })

/** What is kept of dead messages in all. */
export type DeadState = AnswerOf<typeof deadState>
/** A message that no consumer could take. */
export type ListedDead = AnswerOf<typeof deadMessage>
/** Messages that no consumer could take. */
export type DeadList = AnswerOf<typeof deadList>
/** What came of messages that were sent again. */
export type DeadRetried = AnswerOf<typeof deadRetried>
/** Which messages were dropped. */
export type DeadDropped = AnswerOf<typeof deadDropped>
