/** The origin of the edge Worker; null when `EDGE_URL` is missing or is not an http(s) address. */
export function edgeOriginOf(edgeUrl: string): string | null {
  if (!URL.canParse(edgeUrl)) return null
  const { protocol, origin } = new URL(edgeUrl)
  return protocol === 'https:' || protocol === 'http:' ? origin : null
}

/**
 * The lab's `Content-Security-Policy`: script and style only from its own origin, nothing inline, and no text parsed as
 * HTML; decisions, pictures and videos only from the edge, and explanations only from its own origin.
 */
export function labContentSecurityPolicy(edgeUrl: string): string {
  const origin = edgeOriginOf(edgeUrl)
  const edge = origin ?? "'none'"
  const orEdge = origin === null ? '' : ` ${origin}`
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self'${orEdge}`,
    `media-src ${edge}`,
    `img-src 'self'${orEdge}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}
