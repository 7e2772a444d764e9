/** What the edge worker may hold: read-only data, public keys, and the keys of its own sealed tokens. */
export interface EdgeEnvironment {
  /** Snapshots, pointers and takedown lists. Only ever read here; an architecture test forbids `put`. */
  readonly SNAPSHOTS: KVNamespace
  /** Device events and this isolate's telemetry, on their way to the publisher's consumer. */
  readonly EVENTS: Queue
  /**
   * What consented viewers did, on its way to their profiles: nothing else reads this queue. Left out: nothing is sent.
   */
  readonly PROFILES?: Queue
  readonly EVENTS_LIMIT?: RateLimit
  /** Local stack only: serves the demo media with byte ranges. Production media live on their own CDN. */
  readonly MEDIA?: Fetcher
  /** Prefix of root-relative media URLs; empty: they stay root-relative. */
  readonly MEDIA_ORIGIN: string
  /** JSON `[{kid, x, notBefore?, notAfter?}]`: Ed25519 public keys, `x` base64url, that snapshots may be signed with. */
  readonly SNAPSHOT_PUBLIC_KEYS: string
  /** JSON `[{kid, x}]`: Ed25519 public keys that viewer tokens may be signed with. */
  readonly VIEWER_PUBLIC_KEYS: string
  readonly VIEWER_ISSUER: string
  /** JSON `[{kid, key}]`, 32 bytes base64url each; the first seals, all open. */
  readonly SESSION_KEYS: string
  /** JSON `[{kid, key}]`, as `SESSION_KEYS`, for decision tokens. */
  readonly DECISION_KEYS: string
  /**
   * JSON `[{kid, key}]`, as `SESSION_KEYS`, for pseudonyms of viewers; the publisher has the same. Left out or unreadable:
   * events name no viewer, and `units` in the status is false.
   */
  readonly UNIT_KEYS?: string
  /** URL of the profile store's REST API. Its token may read `profile:*` and nothing else. Left out: no profiles. */
  readonly PROFILE_REDIS_REST_URL?: string
  readonly PROFILE_REDIS_REST_TOKEN?: string
  /** The share of decisions that the decision log samples, 0 to 1; left out: there is no log. */
  readonly DECISION_LOG_RATE?: string
  /** Public JWK as JSON, on P-256 or X25519, that log lines are encrypted to. Only the local stack may leave it out. */
  readonly DECISION_LOG_PUBLIC_KEY?: string
  /** `on` only in the local stack: allows `X-Debug-Context` and `DEBUG_COUNTRY`. */
  readonly DEBUG_CONTEXT?: string
  /** Local stack's `--country`; read only under `DEBUG_CONTEXT=on`. */
  readonly DEBUG_COUNTRY?: string
  /** How long a pointer is trusted before it is read again, in milliseconds. Production leaves it out: 30,000. */
  readonly POINTER_REFRESH_MS?: string
}
