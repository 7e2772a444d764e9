import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'
import { count } from '../fields.ts'

/** The answer of `POST /ops/v1/viewing`. */
export const viewingAnswer = z
  .object({
    accepted: count.describe('Lines that are in a profile now, or were before.'),
    refused: z
      .array(
        z.object({
          line: z.int().min(1).describe('The line, from 1.'),
          field: z.string().describe('The field that is wrong; empty: the whole line.'),
          reason: z.string().describe('What is wrong with it.'),
        }),
      )
      .describe('The lines that are not, by their numbers.'),
  })
  .meta({ id: 'ViewingReport', description: 'What came of each line.' })
/** The answer of `POST /ops/v1/viewing`. */
export type ViewingAnswer = AnswerOf<typeof viewingAnswer>
