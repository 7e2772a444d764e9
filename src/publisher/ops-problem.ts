import type { CampaignProblem } from '../contracts/ops/answers/campaigns.ts'
import type { PreviewProblem } from '../contracts/ops/answers/inquiries/preview.ts'
import type { IngestProblem, ProblemAnswer } from '../contracts/ops/answers/problem.ts'

/** A refusal that is sent to the caller of the ops API, in the form of RFC 9457; it names the field and the fix. */
export class OpsProblem extends Error {
  constructor(
    readonly status: ProblemAnswer['status'],
    readonly title: string,
    readonly detail: string,
    readonly field: string | null = null,
    readonly more: ProblemMembers = {},
  ) {
    super(`${title}: ${detail}`)
  }
}

/** Extension members of a refusal, as RFC 9457 allows. */
export type ProblemMembers = Pick<IngestProblem, 'impact'> &
  Pick<CampaignProblem, 'conflict' | 'findings'> &
  Pick<PreviewProblem, 'refused'>

/** The `application/problem+json` answer; `more` are extension members, as RFC 9457 allows. */
export function opsProblemResponse(problem: OpsProblem, more: ProblemMembers = problem.more): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'private, no-store' })
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer')
  if (problem.status === 503) headers.set('retry-after', '5')
  return new Response(JSON.stringify(problemBody(problem, more)), { status: problem.status, headers })
}

/** The body of a refusal, in the form of RFC 9457. */
export function problemBody(
  { title, status, detail, field }: OpsProblem,
  more: ProblemMembers = {},
): IngestProblem & CampaignProblem & PreviewProblem {
  const about = field === null ? {} : { field }
  return { type: 'about:blank', title, status, detail, ...about, ...more }
}
