import type { ProblemBody } from '../contracts/device/answers/problem.ts'
import { PROBLEM_TYPES, PROBLEMS, type ProblemSlug } from '../contracts/device/problems.ts'
import { headersOf } from './shared-headers.ts'

/** Longest `detail` that is sent, in characters. Details are our own sentences, all of them shorter. */
const MAX_DETAIL = 300
/** Longest `field` that is sent, in characters. */
const MAX_FIELD = 80

interface ProblemParts {
  /** What is wrong and how to fix it. Never contains text of the request or a token. */
  readonly detail: string
  /** The offending field, such as `placements[3].surface`, or a header's name. */
  readonly field?: string
  /** A short reason for the log; it is never sent. */
  readonly code?: string
  /** Sent as `Retry-After`. */
  readonly retryAfterSeconds?: number
}

/** A refusal that is sent to the device, in the form of RFC 9457. Any other thrown error is an internal fault. */
export class ProblemError extends Error {
  readonly slug: ProblemSlug
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly field: string | null
  readonly code: string
  readonly retryAfterSeconds: number | null

  constructor(slug: ProblemSlug, parts: ProblemParts) {
    super(`${slug}: ${parts.detail}`)
    this.name = 'ProblemError'
    this.slug = slug
    this.status = PROBLEMS[slug].status
    this.title = PROBLEMS[slug].title
    this.detail = parts.detail.slice(0, MAX_DETAIL)
    this.field = parts.field === undefined ? null : parts.field.slice(0, MAX_FIELD)
    this.code = parts.code ?? slug
    this.retryAfterSeconds = parts.retryAfterSeconds ?? null
  }
}

/** The `application/problem+json` answer. */
export function problemResponse(problem: ProblemError): Response {
  const headers = headersOf({ 'content-type': 'application/problem+json', 'cache-control': 'private, no-store' })
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer')
  if (problem.retryAfterSeconds !== null) headers.set('retry-after', String(Math.ceil(problem.retryAfterSeconds)))
  const field: Pick<ProblemBody, 'field'> = problem.field === null ? {} : { field: problem.field }
  const body: ProblemBody = {
    type: `${PROBLEM_TYPES}${problem.slug}`,
    title: problem.title,
    status: problem.status,
    detail: problem.detail,
    ...field,
  }
  return new Response(JSON.stringify(body), { status: problem.status, headers })
}
