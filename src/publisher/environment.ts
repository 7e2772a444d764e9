import type { Fetcher, KVNamespace, Queue } from '@cloudflare/workers-types'
import type { EventPipeline } from './queue/pipeline-sink.ts'

/** The publisher's environment: the scheduling store, KV with write access, and the private snapshot key. */
export interface PublisherEnvironment {
  readonly SNAPSHOTS: KVNamespace
  /** Queue of the publisher's own jobs; a publish job is for one region. */
  readonly JOBS: Queue
  /** The stream of the analytics sink: rows of events, on their way to object storage. */
  readonly ANALYTICS?: EventPipeline
  readonly UPSTASH_REDIS_REST_URL: string
  readonly UPSTASH_REDIS_REST_TOKEN: string
  /** Ed25519 private key as JWK JSON `{kty, crv, d, x}`; never logged, never sent. */
  readonly SNAPSHOT_SIGNING_KEY: string
  /** The `kid` under which the edge knows the public half. */
  readonly SNAPSHOT_KEY_ID: string
  /**
   * The edge's list of public keys, to read what earlier keys signed, and to show in the status when each expires. Left
   * out: what an earlier key signed counts as never published.
   */
  readonly SNAPSHOT_PUBLIC_KEYS?: string
  /** `https://<team>.cloudflareaccess.com`, where people sign in. Empty, as the next: only the tokens sign in. */
  readonly ACCESS_TEAM_DOMAIN?: string
  /** The AUD tag of the Access application before this worker. */
  readonly ACCESS_AUDIENCE?: string
  /** JSON `[{who, role, regions}]`: an email address or a service token's common name; roles of `rules/access.json`. */
  readonly OPS_GRANTS?: string
  /** Without Access, the bearer token of `ops`, an admin; with Access, the break-glass token. Empty: neither. */
  readonly OPS_TOKEN: string
  /** Without Access, the bearer token of `second`, also an admin, to try two-person approval locally. */
  readonly OPS_SECOND_TOKEN?: string
  /**
   * Private JWK as JSON on P-256 or X25519, or a list during a key rotation: decrypts the decision log. Left out:
   * locally only.
   */
  readonly DECISION_LOG_KEY?: string
  /**
   * JSON `[{kid, key}]`, as the edge has it: finds the pseudonyms of a subject that is to be forgotten. Left out: nobody
   * can be erased.
   */
  readonly UNIT_KEYS?: string
  /** How long the smallest region serves new rules before the rest has them; left out: 15. The local stack waits for none. */
  readonly WAVE_BAKE_MINUTES?: string
  /**
   * JSON `{"<feed>": {"<header>": "<value>"}}`: headers that a feed's source wants, such as `authorization`. They are
   * sent to the origin of the feed's address alone. Left out: none.
   */
  readonly FEED_SECRETS?: string
  /** Ports beside 443 that feeds may be fetched from, such as `8443,9443`. Left out: none. */
  readonly FEED_PORTS?: string
  /** `on`: feeds may be fetched from this machine, by http too. Only the local stack sets it. */
  readonly FEED_LOOPBACK?: string
  /**
   * An https address that is told, as JSON `{id, kind, at, text, …}`, when a feed becomes stale or is fresh again, when
   * an approval is wanted or void, when a campaign has ended, when a slot runs dry, and what to purge. Left out: nobody
   * is told. A secret, because such addresses hold one.
   */
  readonly ALARM_WEBHOOK_URL?: string
  /** Any text that the receiver of notices knows too: they are signed with it. Left out: they are not signed. */
  readonly WEBHOOK_SECRET?: string
  /**
   * The share of decisions whose events are counted, such as `0.05`; one over it is a whole number of at most 10,000.
   * Left out: 1, every decision.
   */
  readonly STATS_RATE?: string
  /** The edge's address, shown to the device lab. */
  readonly EDGE_URL?: string
  /** The country that the device lab starts in; only the local stack uses it. */
  readonly LAB_COUNTRY?: string
  /** Signs tokens of the device lab's invented viewers. Only the local stack has it. */
  readonly LAB_VIEWERS?: Pick<Fetcher, 'fetch'>
  /** `on`: the device lab explains without a sign-in, on this machine alone. Only the local stack sets it. */
  readonly LAB_EXPLAINS?: string
}
