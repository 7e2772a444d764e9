import { z } from 'zod'

const RESULTS_DEFAULT = 20
const RESULTS_MAX = 100
const LIMIT = `limit is a whole number from 1 to ${RESULTS_MAX}.`
const WORDS = 'q has the words to look for, from 1 to 100 characters.'

/** Query of `GET /ops/v1/search`. */
export const searchQuery = z.object({
  q: z
    .string({ error: WORDS })
    .trim()
    .min(1, { error: WORDS })
    .max(100, { error: WORDS })
    .describe('Words, or beginnings of words, of a name or an id; case and accents do not count.'),
  limit: z.coerce
    .number({ error: LIMIT })
    .int({ error: LIMIT })
    .min(1, { error: LIMIT })
    .max(RESULTS_MAX, { error: LIMIT })
    .default(RESULTS_DEFAULT)
    .describe('How many at most.'),
})
