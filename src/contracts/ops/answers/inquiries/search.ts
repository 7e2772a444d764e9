import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'

/** What can be found. */
const SEARCH_KINDS = ['region', 'campaign', 'title', 'asset', 'feed', 'takedown', 'experiment'] as const

const searchResult = z
  .object({
    kind: z.enum(SEARCH_KINDS).describe('What it is.'),
    id: z.string().describe('Its id, as routes take it.'),
    name: z.string().describe('Its name as it is stored, in one of its languages; without a name the id.'),
    href: z.string().describe('The page of the console about it.'),
  })
  .meta({ id: 'SearchResult', description: 'One thing that was found.' })

/** Answer to `GET /ops/v1/search`. */
export const searchAnswer = z
  .object({ results: z.array(searchResult).describe('What was found, by kind; at most `limit`.') })
  .meta({ id: 'SearchAnswer', description: 'What is called like the words that were asked for.' })

/** What is called like the words that were asked for. */
export type SearchAnswer = AnswerOf<typeof searchAnswer>
/** One thing that was found. */
export type SearchResult = AnswerOf<typeof searchResult>
