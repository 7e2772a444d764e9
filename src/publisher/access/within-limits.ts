import { isPacked } from '../../http/bounded-bytes.ts'
import { OPS_LIMITS } from '../limits.ts'
import { OpsProblem } from '../ops-problem.ts'

/** Routes that unpack bodies; each says what it unpacks. */
const UNPACKING = /^\/ops\/v1\/(?:ingest|feeds\/[^/]+\/deliveries|deliveries\/[^/]+\/chunks\/[^/]+)$/

/** Refuses a request with a query or headers above their limits, or with a compressed body, before anything is read. */
export function requireWithinLimits({ url, headers }: Pick<Request, 'url' | 'headers'>): void {
  const query = url.indexOf('?')
  if (query >= 0 && url.length - query - 1 > OPS_LIMITS.queryCharacters) {
    throw new OpsProblem(400, 'Too long', `A query has at most ${OPS_LIMITS.queryCharacters} characters.`, 'query')
  }
  for (const [name, most] of Object.entries(OPS_LIMITS.headerCharacters)) {
    if ((headers.get(name)?.length ?? 0) <= most) continue
    throw new OpsProblem(431, 'A header is too large', `${name} has at most ${most} characters.`, name)
  }
  if (!UNPACKING.test(new URL(url).pathname)) refusePacked(headers)
}

/** Refuses a compressed body. */
export function refusePacked(headers: Headers): void {
  if (!isPacked(headers)) return
  throw new OpsProblem(400, 'A packed body', 'Send the body as it is, not compressed.', 'Content-Encoding')
}
