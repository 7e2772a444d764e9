/**
 * On every answer of the device API: pages of any origin may read it, since nothing in it hangs on a cookie, and no
 * browser may take it for anything but what it says it is.
 */
const SHARED = {
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'cross-origin',
} as const

/**
 * The headers of answers of a kind, made once: a response copies them whole, which costs a third of giving it names and
 * values.
 */
export function headersOf(own: Readonly<Record<string, string>>): Headers {
  return new Headers({ ...SHARED, ...own })
}

/** An answer that somebody else made, with the shared headers. */
export function withSharedHeaders(answer: Response): Response {
  // One that was fetched cannot be changed.
  const shared = new Response(answer.body, answer)
  for (const [name, value] of Object.entries(SHARED)) shared.headers.set(name, value)
  return shared
}
