import { z } from 'zod'
import { type AnswerHeader, content, type OperationAnswer } from '../../openapi/operation.ts'
import { ingestProblem, type ProblemAnswer, problem } from '../answers/problem.ts'

const retryAfter: AnswerHeader = {
  name: 'Retry-After',
  description: 'Seconds to wait before trying again.',
  schema: z.int().min(0),
  example: 5,
}

const wwwAuthenticate: AnswerHeader = {
  name: 'WWW-Authenticate',
  description: 'How to say who asks: always `Bearer`.',
  schema: z.string(),
  example: 'Bearer',
}

const PROBLEM_TYPE = 'application/problem+json'

function refusal(
  name: string,
  description: string,
  example: Omit<ProblemAnswer, 'type'>,
  headers: readonly AnswerHeader[] = [],
): OperationAnswer {
  const value = { type: 'about:blank' as const, ...example }
  return {
    name,
    status: example.status,
    description,
    contents: [content(PROBLEM_TYPE, problem, { problem: { summary: example.title, value } })],
    ...(headers.length > 0 && { headers }),
  }
}

const badRequest = refusal('BadRequest', 'The request cannot be used as it is. `field` says what is wrong.', {
  title: 'Unknown parameter',
  status: 400,
  detail: 'This route knows no parameter like this one (it takes none).',
  field: 'regoin',
})

const unauthorized = refusal(
  'Unauthorized',
  'Nobody is signed in, or what signs them in is not accepted.',
  { title: 'Not signed in', status: 401, detail: 'Sign in, or send a token.', field: 'Authorization' },
  [wwwAuthenticate],
)

const forbidden = refusal('Forbidden', 'The role of the caller does not have the permission there.', {
  title: 'Not allowed',
  status: 403,
  detail: 'You have not been granted region.publish in region fr.',
})

const headerTooLarge = refusal('HeaderTooLarge', 'A header is too large.', {
  title: 'A header is too large',
  status: 431,
  detail: 'Authorization has at most 8192 characters.',
  field: 'Authorization',
})

const unavailable = refusal(
  'Unavailable',
  'The scheduling store, storage or the rules cannot be used now.',
  { title: 'The scheduling store', status: 503, detail: 'the scheduling store does not answer' },
  [retryAfter],
)

/** What each route may answer in place of what was asked for. */
export const ANY_REFUSAL: readonly OperationAnswer[] = [
  badRequest,
  unauthorized,
  forbidden,
  headerTooLarge,
  unavailable,
]

/** 404: what the path or the question names is not there. */
export const notFound = refusal('NotFound', 'What the request names is not there.', {
  title: 'No such region',
  status: 404,
  detail: 'There is no region "dahc"; there are na, latam, br, uki, dach, fr, med, north, cee, mea, in, apac, world.',
  field: 'region',
})

/** 409: it cannot be done as things stand. */
export const conflict = refusal('Conflict', 'It cannot be done as things stand. `detail` says why, and what to do.', {
  title: 'Nothing published',
  status: 409,
  detail: 'Region dach has no live snapshot; publish it first.',
  field: 'region',
})

/** 502: the source of a feed cannot be fetched, or is not whole. */
export const sourceFailed = refusal('SourceFailed', 'The source of the feed cannot be fetched, or is not whole.', {
  title: 'The source cannot be used',
  status: 502,
  detail: 'The source broke off: the source announced 1000 bytes and sent 512.',
})

/** 413: the body is too large. */
export const tooLarge = refusal('TooLarge', 'The body is too large.', {
  title: 'Too large',
  status: 413,
  detail: 'Send at most 65536 bytes here.',
  field: 'body',
})

/** 412: it is not as whoever asked saw it. */
export const changedMeanwhile = refusal('ChangedMeanwhile', 'It was changed since it was looked at.', {
  title: 'Changed meanwhile',
  status: 412,
  detail: 'It is at revision 4: look again, and send If-Match: "4".',
  field: 'If-Match',
})

/** 428: it is there already, so whoever changes it says which revision they saw. */
export const revisionNeeded = refusal('RevisionNeeded', 'It is there already: say which revision you saw.', {
  title: 'Which revision?',
  status: 428,
  detail: 'There is such a feed, at revision 4: look at it, and send If-Match: "4".',
  field: 'If-Match',
})

/** 409 of an ingest: it withdraws too much, or the store cannot take it. */
export const withdrawsTooMuch: OperationAnswer = {
  status: 409,
  description: 'It withdraws too much, and nothing was taken in but takedowns; or another ingest is running.',
  contents: [
    content(PROBLEM_TYPE, ingestProblem, {
      withdraws: {
        summary: 'It withdraws too much',
        value: {
          type: 'about:blank',
          title: 'It withdraws too much',
          status: 409,
          detail:
            'Nothing was taken in but takedowns: dach: 40 of 120 candidates would be withdrawn, over 20 %. If that is meant, send it again with confirm=730218.',
          field: 'confirm',
          impact: {
            records: 12,
            regions: [{ region: 'dach', candidates: 40, of: 120 }],
            emptied: [],
            reasons: ['dach: 40 of 120 candidates would be withdrawn, over 20 %'],
            confirm: 730_218,
          },
        },
      },
    }),
  ],
}
