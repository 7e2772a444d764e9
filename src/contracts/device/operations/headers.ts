import { z } from 'zod'
import type { AnswerHeader, Parameter } from '../../openapi/operation.ts'

/** Headers of requests, beside the body and the query. */

const requestHeader = (name: string, description: string, example: string): Parameter => ({
  name,
  in: 'header',
  description,
  schema: z.string(),
  example,
})

/** The session, as a header. */
export const sessionHeader = requestHeader(
  'X-Session',
  'The `session` of the last answer, where it is not sent as a field. Two different ones are refused.',
  's2.k1.c2Vzc2lvbg',
)

/** Headers that say of the device what hints say, too. */
export const hintHeaders: readonly Parameter[] = [
  requestHeader(
    'Accept-Language',
    'Languages of the viewer; the one with the highest weight counts, where the hint `language` is not given.',
    'de-AT,de;q=0.8',
  ),
  requestHeader('Save-Data', '`on` is the hint `saveData`.', 'on'),
  requestHeader('Sec-CH-Prefers-Reduced-Motion', '`reduce` is the hint `reducedMotion`.', '"reduce"'),
  requestHeader('Sec-GPC', '`1` is the hint `gpc`.', '1'),
]

/** When to come back. */
export const retryAfter: AnswerHeader = {
  name: 'Retry-After',
  description: 'Seconds to wait before trying again.',
  schema: z.int().min(0),
  example: 5,
}

/** How to say who asks. */
export const wwwAuthenticate: AnswerHeader = {
  name: 'WWW-Authenticate',
  description: 'How to say who asks: always `Bearer`.',
  schema: z.string(),
  example: 'Bearer',
}

/** How long an answer may be kept by others. */
export const cacheControl: AnswerHeader = {
  name: 'Cache-Control',
  description: 'Always `private, no-store`: the answer is for one device. `validForMs` says how long that may keep it.',
  schema: z.string(),
  example: 'private, no-store',
}
