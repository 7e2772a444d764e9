/**
 * Input limits of the device API; nothing is read beyond them. Schemas limit the lists, texts and numbers inside a
 * query or body; the limits here hold for the whole.
 */
export const LIMITS = {
  /**
   * Bodies, in bytes on the wire. Events and clips: what a beacon can carry (`sendBeacon`, or `fetch` with
   * `keepalive`). Fifty items of one page name their decision token once, at the top of the body. Decisions: sixty
   * placements, a viewer token and a session.
   */
  bodyBytes: { events: 64 * 1024, clips: 64 * 1024, decisions: 32 * 1024 },
  /** The query of a URL, in characters: room for a session, a cursor, and the longest value of every hint. */
  queryCharacters: 8192,
  /** The headers that are read, in characters. The platform limits the sum of all headers: 32 KB on Cloudflare. */
  headerCharacters: {
    authorization: 4096 + 'Bearer '.length,
  },
  /**
   * In characters. A longer `Accept-Language` is ignored; a longer `X-Debug-Context` (local stacks only) is refused.
   */
  acceptLanguageCharacters: 500,
  debugContextCharacters: 400,
  /** A viewer token, in a header or a body, in characters. */
  viewerTokenCharacters: 4096,
  /**
   * A cursor or session, in characters. A longer cursor is refused; a longer session is ignored like any unreadable
   * one.
   */
  sealedCharacters: 2048,
  /** A decision token, in characters: about 400 items. */
  decisionTokenCharacters: 32 * 1024,
} as const
