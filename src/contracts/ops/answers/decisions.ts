import { z } from 'zod'
import type { AnswerOf } from '../answer-of.ts'
import { region } from './fields.ts'

/** A line of `GET /ops/v1/decisions` that cannot be decrypted. */
export const unreadableDecision = z
  .object({
    decisionId: z.string().describe('Id of the decision, 32 hexadecimal digits.'),
    region,
    at: z.number().describe('When it was decided, in milliseconds since 1970.'),
    unreadable: z
      .enum(['unknown-key', 'unreadable'])
      .describe('`unknown-key`: the publisher does not hold its key. `unreadable`: it is damaged.'),
  })
  .meta({ id: 'UnreadableDecision', description: 'A line of the decision log that cannot be decrypted.' })

/** A line that cannot be decrypted. */
export type UnreadableDecision = AnswerOf<typeof unreadableDecision>
