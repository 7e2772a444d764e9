import * as z from 'zod/mini'
import { REGION_IDS } from '../model/nouns/region.ts'

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

const instant = z.iso.datetime()

// Each made once: an edge that starts makes them all.
const count = z.int().check(z.gte(0))
const sequence = z.int().check(z.gte(1))

/** The head shards of a snapshot. */
const head = z
  .array(
    z.object({
      name: z.string().check(z.regex(/^[a-z]+$/)),
      sha256,
      bytes: count,
      count,
    }),
  )
  .check(z.minLength(4), z.maxLength(8))

/** Content that a pointer announces. */
const announced = {
  /** Content address of the snapshot: SHA-256 over the list of its head shards, one of which lists the rest. */
  snapshot: sha256,
  shards: head,
  /** How many changes that narrow (`narrowings` of the takedown list) the schedule had seen when it was compiled. */
  narrowed: count,
  /** Content hash of the rule files that it was compiled with: a change of rules goes in waves. */
  rules: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
}

/** The small signed record that announces which snapshot of a region is live. */
export const pointerPayload = z.object({
  format: z.int(),
  region: z.enum(REGION_IDS),
  /** Only ever grows; a rollback is a new sequence that points at older content. */
  sequence,
  ...announced,
  /** The least takedown list that it may be served beside, by its sequence: the one that was in force when it was made. */
  takedowns: count,
  previous: z.nullable(sha256),
  /** A second snapshot that a share of viewers is served, until it is promoted or taken back. */
  canary: z.nullable(
    z.object({
      ...announced,
      /** Of a thousand viewers, these many. */
      permille: z.int().check(z.gte(1), z.lte(500)),
      /** The sequence that started it: who is in its arm stays so through renewals, and is drawn anew for the next. */
      startedAs: sequence,
      startedAt: instant,
      /** After this every viewer is served the other snapshot again. */
      until: instant,
    }),
  ),
  /** Until then no publish replaces what is announced; null: nothing is pinned. */
  pinnedUntil: z.nullable(instant),
  /** Findings of checks that two persons let pass for this content, each by check and code. */
  overrides: z.array(z.object({ check: z.string(), finding: z.string() })).check(z.maxLength(50)),
  /**
   * The last announcement that had fewer candidates than the one before, as it was meant or in a small step: who missed
   * it measures by it (`floor.ts`). Null, or left out by pointers of before: none is known.
   */
  shrunk: z._default(z.nullable(z.object({ sequence, candidates: count })), null),
  createdAt: instant,
  /** After this the answer still serves, and says that it is stale. */
  softExpiresAt: instant,
  /** After this somebody has to look: nothing was announced for a week. It still serves, within its own windows. */
  hardExpiresAt: instant,
  actor: z.string(),
  reason: z.string(),
})
export type PointerPayload = z.infer<typeof pointerPayload>
export type ShardEntry = PointerPayload['shards'][number]
export type CanaryArm = NonNullable<PointerPayload['canary']>
