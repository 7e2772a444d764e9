import { content, type OperationAnswer } from '../../openapi/operation.ts'
import { problem } from '../answers/problem.ts'
import { PROBLEM_TYPES, PROBLEMS, type ProblemSlug } from '../problems.ts'
import { cacheControl, retryAfter, wwwAuthenticate } from './headers.ts'

/** Problems that answer one status, each with a detail as it is really sent. */
type Examples = Partial<Readonly<Record<ProblemSlug, { readonly detail: string; readonly field?: string }>>>

function refusal(
  name: string,
  description: string,
  details: Examples,
  headers: OperationAnswer['headers'] = [],
): OperationAnswer {
  const slugs = (Object.keys(PROBLEMS) as ProblemSlug[]).filter((slug) => slug in details)
  const status = Math.max(...slugs.map((slug) => PROBLEMS[slug].status))
  const examples = slugs.map((slug) => {
    const { title } = PROBLEMS[slug]
    const value = { type: `${PROBLEM_TYPES}${slug}` as const, title, status, detail: '', ...details[slug] }
    return [slug, { summary: title, value }] as const
  })
  return {
    name,
    status,
    description,
    contents: [content('application/problem+json', problem, Object.fromEntries(examples))],
    headers: [cacheControl, ...headers],
  }
}

const NOT_AS_IT_IS = 'The request cannot be used as it is. Mend it before you send it again.'
const INVALID_BODY = { 'invalid-body': { detail: 'The body must be one JSON object.' } }

/** 400 of a page of the feed, which has a cursor. */
export const badPage = refusal('BadPage', NOT_AS_IT_IS, {
  'invalid-field': { detail: 'limit must be a whole number from 1 to 50.', field: 'limit' },
  ...INVALID_BODY,
  'invalid-cursor': { detail: 'This cursor has expired; start again without a cursor.', field: 'cursor' },
})

/** 400 of anything else. */
export const badRequest = refusal('BadRequest', NOT_AS_IT_IS, {
  'invalid-field': { detail: 'device is given twice; give it once.', field: 'device' },
  ...INVALID_BODY,
})

/** 400 of a beacon. */
export const badBeacon = refusal('BadBeacon', NOT_AS_IT_IS, {
  'invalid-field': { detail: 'events must be a list of 1 to 50 items; split the batch.', field: 'events' },
  ...INVALID_BODY,
})

/** 401. */
export const unauthorized = refusal(
  'Unauthorized',
  'The viewer token is forged, malformed or not meant for this service. An expired one is no problem: see `viewer`.',
  {
    unauthorized: {
      detail: 'The viewer token was not accepted; get a new one, or ask without one as a guest.',
      field: 'viewerToken',
    },
  },
  [wwwAuthenticate],
)

/** 413. */
export const tooLarge = refusal('TooLarge', 'The body is too large.', {
  'body-too-large': { detail: 'Send at most 65536 bytes; split the batch.', field: 'body' },
})

/** 429. */
export const tooManyRequests = refusal(
  'TooManyRequests',
  'Too many requests come from this network address.',
  { 'too-many-requests': { detail: 'Too many beacons from here; batch up to 50 events in each.' } },
  [retryAfter],
)

/** 451. */
export const embargoed = refusal('UnavailableForLegalReasons', 'The service is not available at this place.', {
  'unavailable-for-legal-reasons': { detail: 'This service is not available at this place.' },
})

/** 503. */
export const unavailable = refusal(
  'Unavailable',
  'It did not work this time. Try again after `Retry-After`.',
  { unavailable: { detail: 'The decision could not be made; try again.' } },
  [retryAfter],
)
