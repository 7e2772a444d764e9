import { OpsProblem } from '../ops-problem.ts'

/** Whoever can set it has been asked by this origin first: a page of another one cannot. */
export const CLIENT_HEADER = 'X-Firstframe-Client'

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Types that no form can send. */
const CONTENT_TYPES = new Set(['application/json', 'application/x-ndjson'])

/**
 * Refuses what a page of another origin could make a signed-in browser send. A session of Access goes along by
 * itself, so what changes something must come from this origin, and be of a kind that no form can send.
 */
export function requireSameOrigin(request: Request): void {
  if (CHANGES_NOTHING.has(request.method)) return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if (site !== null && site !== 'same-origin') throw crossOrigin('Sec-Fetch-Site')
  if (origin !== null && origin !== new URL(request.url).origin) throw crossOrigin('Origin')
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (CONTENT_TYPES.has(type) || request.headers.get(CLIENT_HEADER)) return
  const detail = `Send it as application/json or application/x-ndjson, or with the header ${CLIENT_HEADER}.`
  throw new OpsProblem(403, 'Not from a client', detail, 'Content-Type')
}

function crossOrigin(field: string): OpsProblem {
  return new OpsProblem(403, 'From another origin', 'What changes something is taken from this origin only.', field)
}
