import type { KVNamespace, Queue } from '@cloudflare/workers-types'

/** What the publisher may hold: the scheduling store, KV for writing, and the private snapshot key. */
export interface PublisherEnvironment {
  readonly SNAPSHOTS: KVNamespace
  /** The publisher's own work, one region a message. */
  readonly JOBS: Queue
  readonly UPSTASH_REDIS_REST_URL: string
  readonly UPSTASH_REDIS_REST_TOKEN: string
  /** Ed25519 private key as JWK JSON `{kty, crv, d, x}`; never logged, never sent. */
  readonly SNAPSHOT_SIGNING_KEY: string
  /** The `kid` under which the edge knows the public half. */
  readonly SNAPSHOT_KEY_ID: string
  /**
   * The edge's list of public keys: to read what an earlier key has signed, and for the status, which of them ends when.
   * Left out: what an earlier key signed counts as never published.
   */
  readonly SNAPSHOT_PUBLIC_KEYS?: string
  /** `https://<team>.cloudflareaccess.com`: who signs people in. Empty together with the next: nobody but the tokens. */
  readonly ACCESS_TEAM_DOMAIN?: string
  /** The AUD tag of the Access application before this worker. */
  readonly ACCESS_AUDIENCE?: string
  /** JSON `[{who, role, regions}]`: an email address or a service token's common name; roles of `rules/access.json`. */
  readonly OPS_GRANTS?: string
  /** Without Access, the bearer token of `ops`, an admin; with it, what breaks the glass. Empty: neither. */
  readonly OPS_TOKEN: string
  /** Without Access, the bearer token of `second`, an admin too: two persons can be tried locally. */
  readonly OPS_SECOND_TOKEN?: string
  /** Private JWK JSON on P-256 or X25519, or a list while pairs change: opens the decision log. Left out: locally only. */
  readonly DECISION_LOG_KEY?: string
  /** How long the smallest region serves new rules before the rest has them; left out: 15. The local stack waits for none. */
  readonly WAVE_BAKE_MINUTES?: string
  /** The edge's address, shown to the device lab. */
  readonly EDGE_URL?: string
  /** Where the device lab says it is until somebody chooses; only the local stack believes it. */
  readonly LAB_COUNTRY?: string
}
