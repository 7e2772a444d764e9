/**
 * Headers of every answer of the device API. Pages of any origin may read it, since nothing in it depends on a cookie,
 * and browsers must not guess another content type.
 */
const SHARED = {
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'cross-origin',
} as const

/**
 * The headers of a kind of answer, created once: a response copies them as a whole, which takes a third of the time
 * that setting them by name takes.
 */
export function headersOf(own: Readonly<Record<string, string>>): Headers {
  return new Headers({ ...SHARED, ...own })
}

/** A response that was made elsewhere, with the shared headers added. */
export function withSharedHeaders(answer: Response): Response {
  // The headers of a fetched response are immutable.
  const shared = new Response(answer.body, answer)
  for (const [name, value] of Object.entries(SHARED)) shared.headers.set(name, value)
  return shared
}
