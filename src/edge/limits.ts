/**
 * What the device API takes at most; no more than that is ever read. Lists, texts and numbers inside a query or a body
 * are held by their schemas: at most what is said here in all.
 */
export const LIMITS = {
  /**
   * Bodies, in bytes as they come over the wire. Events and clips: what a beacon (`sendBeacon`, `fetch` with
   * `keepalive`) can carry, as fifty items each bring the token of their decision; decisions: sixty placements, a
   * viewer token and a session.
   */
  bodyBytes: { events: 64 * 1024, clips: 64 * 1024, decisions: 32 * 1024 },
  /** The query of a URL, in characters: a session, a cursor, and every hint at its longest. */
  queryCharacters: 8192,
  /** Headers that are read, in characters. All of them together are held by the platform: 32 KB on Cloudflare. */
  headerCharacters: {
    authorization: 4096 + 'Bearer '.length,
  },
  /** `Accept-Language` beyond this is as good as none, in characters; `X-Debug-Context`, of local stacks, is refused. */
  acceptLanguageCharacters: 500,
  debugContextCharacters: 400,
  /** A viewer token, wherever it comes, in characters. */
  viewerTokenCharacters: 4096,
  /** A cursor or a session, in characters: a longer cursor is refused, a longer session is lost like any unreadable one. */
  sealedCharacters: 2048,
  /** A decision's token, in characters: some 400 items. */
  decisionTokenCharacters: 32 * 1024,
} as const
