import { z } from 'zod'
import type { AnswerOf } from '../answer-of.ts'
import { withdrawalImpact } from './ingest.ts'

/** The statuses of refusals. */
export const PROBLEM_STATUSES = [400, 401, 403, 404, 409, 412, 413, 428, 431, 502, 503] as const

const members = {
  type: z.literal('about:blank').describe('The status says what kind of problem it is.'),
  title: z.string().describe('What went wrong, in a few words.'),
  status: z.literal(PROBLEM_STATUSES).describe('Status of the answer.'),
  detail: z.string().describe('What went wrong this time, and what to do.'),
  field: z.string().optional().describe('The field, parameter or header that it is about; left out: none.'),
}

/** Every refusal of the ops API. */
export const problem = z
  .object(members)
  .meta({ id: 'Problem', description: 'Why a request was refused, as in RFC 9457.' })

/** The refusal of an ingest that withdraws too much. */
export const ingestProblem = z
  .object({
    ...members,
    impact: withdrawalImpact.optional().describe('What it would withdraw, with the number that confirms it.'),
  })
  .meta({ id: 'IngestProblem', description: 'Why an ingest was refused, with what it would withdraw.' })

/** Every refusal of the ops API. */
export type ProblemAnswer = AnswerOf<typeof problem>
/** The refusal of an ingest that withdraws too much. */
export type IngestProblem = AnswerOf<typeof ingestProblem>
