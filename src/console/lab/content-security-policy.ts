/** The origin of the edge worker, or null when `EDGE_URL` is missing or no http(s) address. */
export function edgeOriginOf(edgeUrl: string): string | null {
  if (!URL.canParse(edgeUrl)) return null
  const { protocol, origin } = new URL(edgeUrl)
  return protocol === 'https:' || protocol === 'http:' ? origin : null
}

/**
 * The lab's `Content-Security-Policy`: its own script and style from its own origin, nothing inline, no text ever
 * read as HTML; decisions, pictures and videos from the edge alone.
 */
export function labContentSecurityPolicy(edgeUrl: string): string {
  const edge = edgeOriginOf(edgeUrl) ?? "'none'"
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${edge}`,
    `media-src ${edge}`,
    `img-src 'self'${edge === "'none'" ? '' : ` ${edge}`}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}
