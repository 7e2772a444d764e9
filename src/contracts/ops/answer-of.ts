import type { z } from 'zod'
import type { ReadOnly } from '../read-only.ts'

/** The type of an answer, from its schema. */
export type AnswerOf<Schema extends z.ZodType> = ReadOnly<z.output<Schema>>
