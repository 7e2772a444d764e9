import { FEED_FORMATS } from '../../model/messages/feed-formats.ts'
import { OpsProblem } from '../ops-problem.ts'

/** Only pages of this origin can set this header: for any other, the browser's preflight fails. */
export const CLIENT_HEADER = 'X-Firstframe-Client'

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Content types that no HTML form can send. */
const CONTENT_TYPES = [
  'application/json',
  'application/merge-patch+json',
  ...Object.values(FEED_FORMATS).map(({ contentType }) => contentType),
]

/**
 * Protects against cross-site request forgery. A browser sends an Access session on its own, so a request that changes
 * something must come from this origin, with a content type that no form can send.
 */
export function requireSameOrigin(request: Request): void {
  if (CHANGES_NOTHING.has(request.method)) return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if (site !== null && site !== 'same-origin') throw crossOrigin('Sec-Fetch-Site')
  if (origin !== null && origin !== new URL(request.url).origin) throw crossOrigin('Origin')
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (CONTENT_TYPES.includes(type) || request.headers.get(CLIENT_HEADER)) return
  const detail = `Send it as ${[...new Set(CONTENT_TYPES)].join(' or ')}, or with the header ${CLIENT_HEADER}.`
  throw new OpsProblem(403, 'Not from a client', detail, 'Content-Type')
}

function crossOrigin(field: string): OpsProblem {
  return new OpsProblem(
    403,
    'From another origin',
    'Requests that change something are accepted from this origin only.',
    field,
  )
}
