import { z } from 'zod'
import type { ReadOnly } from '../../read-only.ts'
import { PROBLEM_TYPES, PROBLEMS, type ProblemSlug } from '../problems.ts'

/** `type` of each problem. */
export type ProblemType = `${typeof PROBLEM_TYPES}${ProblemSlug}`

const types = Object.keys(PROBLEMS).map((slug) => `${PROBLEM_TYPES}${slug}` as ProblemType)

const table = [
  '| slug | status | title |',
  '|---|---|---|',
  ...Object.entries(PROBLEMS).map(([slug, { status, title }]) => `| \`${slug}\` | ${status} | ${title} |`),
].join('\n')

/** What is answered instead of an answer. Source: RFC 9457. */
export const problem = z
  .object({
    type: z.enum(types).meta({
      id: 'ProblemType',
      description: 'Which problem it is: a stable URI that ends in the slug. It need not lead anywhere.',
    }),
    title: z.string().describe('The problem in words; the same for each `type`.'),
    status: z.int().min(400).max(599).describe('The HTTP status again.'),
    detail: z
      .string()
      .describe('What is wrong with this request, and how to mend it. For developers, not for viewers.'),
    field: z.string().optional().describe('The field or header at fault, such as `placements[3].surface`.'),
  })
  .meta({ id: 'Problem', description: `A problem, as in RFC 9457.\n\n${table}` })

/** What is answered instead of an answer. */
export type ProblemBody = ReadOnly<z.output<typeof problem>>
