import { z } from 'zod'
import { withdrawalImpact } from '../../contracts/ops/answers/ingest.ts'
import { Refusal } from '../frame/refusal.ts'
import type { Connection } from './connection.ts'

/** What is read of any problem document: not only the ops API answers, what stands before it does too. */
const problemDocument = z.looseObject({
  title: z.string().nullish(),
  detail: z.string().nullish(),
  field: z.string().nullish(),
  impact: withdrawalImpact.optional().catch(undefined),
})
type ProblemDocument = z.infer<typeof problemDocument>

const HINTS: Readonly<Record<number, string>> = {
  401: 'nobody was signed in: check FF_ACCESS_… or FF_OPS_TOKEN, or start the local stack anew with npm start',
  403: 'your role does not allow this: rules/README.md says which role does, and OPS_GRANTS who has it in which region',
  429: 'too many requests: wait a little and try again',
}

/** No role lets anybody approve their own request, so no hint about roles is given then. */
function hintOf({ status, title }: ProblemDocument & { readonly status: number }): string | null {
  return status === 403 && title !== 'Not allowed' ? null : (HINTS[status] ?? null)
}

/** Cloudflare Access redirects unknown callers to its sign-in page. */
const SIGN_IN_PAGE =
  'it redirects, as Cloudflare Access does for unknown callers: set FF_ACCESS_CLIENT_ID and FF_ACCESS_CLIENT_SECRET, or FF_ACCESS_TOKEN'

/** A refusal by the ops API, with its reason (RFC 9457). */
export class OpsRefusal extends Refusal {
  override readonly name = 'OpsProblem'
  readonly problem: ProblemDocument & { readonly status: number }

  constructor(problem: ProblemDocument & { readonly status: number }) {
    const words = problem.detail ?? problem.title ?? 'no reason given'
    super(
      `${namesField(problem.field, words) ? '' : `${problem.field}: `}${words} (${problem.status})`,
      hintOf(problem),
    )
    this.problem = problem
  }
}

/** Whether the words need no field before them. A path with dots is no word by chance. */
function namesField(field: ProblemDocument['field'], words: string): boolean {
  if (!field || words.startsWith(`${field}: `)) return true
  return field.includes('.') && words.includes(field)
}

/** The problem in an unsuccessful answer; an answer that is not a problem document is converted to one. */
export async function problemOf(response: Response): Promise<ProblemDocument & { readonly status: number }> {
  const text = await response.text().catch(() => '')
  let body: unknown = null
  try {
    body = JSON.parse(text)
  } catch {
    body = null
  }
  const parsed = problemDocument.safeParse(body)
  if (parsed.success) return { ...parsed.data, status: response.status }
  return { title: response.statusText || 'not a problem document', status: response.status }
}

/** The system's error code and the innermost message: `fetch` itself only says that it failed. */
function roots(cause: unknown): { readonly code: string | null; readonly words: string } {
  let words = 'unknown'
  for (let error = cause; error instanceof Error; error = error.cause) {
    if ('code' in error && typeof error.code === 'string') return { code: error.code, words: error.code }
    words = error.message
  }
  return { code: null, words }
}

/** The refusal for a request without any answer; it says what to do. */
export function unreachable(connection: Connection, cause: unknown): Refusal {
  const { code, words } = roots(cause)
  const hint = words === 'unexpected redirect' ? SIGN_IN_PAGE : hintFor(code)
  return new Refusal(`the ops API at ${connection.opsUrl} cannot be reached (${words})`, hint)
}

function hintFor(code: string | null): string {
  if (code === 'ECONNREFUSED') return 'nothing listens there: start it with npm start, or correct FF_OPS_URL'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the name is not known: correct FF_OPS_URL'
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET') {
    return 'the server closed the connection: try again (records that were stored already count as unchanged)'
  }
  return 'check the address and try again'
}
