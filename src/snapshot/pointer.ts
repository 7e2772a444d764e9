import * as z from 'zod/mini'
import { REGION_IDS } from '../model/nouns/region.ts'

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

const instant = z.iso.datetime()

// Each schema is created once, because a starting edge creates them all.
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
      /** Of `rules`: columns of scores that arms of experiments have. Left out: none, as in all other shards. */
      armColumns: z.optional(count),
    }),
  )
  .check(z.minLength(4), z.maxLength(8))

/** Content that a pointer announces. */
const announced = {
  /** Content address of the snapshot: SHA-256 over the list of its head shards, one of which lists the text pages. */
  snapshot: sha256,
  shards: head,
  /** How many narrowings (`narrowings` of the takedown list) the schedule contained when it was compiled. */
  narrowed: count,
  /** Content hash of the rule files that it was compiled with; changed rules go out in waves. */
  rules: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
}

/** The small signed record that announces which snapshot of a region is live. */
export const pointerPayload = z.object({
  format: z.int(),
  region: z.enum(REGION_IDS),
  /** Only ever grows; a rollback is a new sequence that announces older content. */
  sequence,
  ...announced,
  /** The sequence of the takedown list in force when the pointer was made: it may not serve with an older list. */
  takedowns: count,
  previous: z.nullable(sha256),
  /** A second snapshot for a share of viewers, until it is promoted or taken back. */
  canary: z.nullable(
    z.object({
      ...announced,
      /** The share of viewers, per thousand. */
      permille: z.int().check(z.gte(1), z.lte(500)),
      /** The sequence that started it. It stays the same in renewed pointers, and so do the viewers in the arm. */
      startedAs: sequence,
      startedAt: instant,
      /** After this, every viewer gets the live snapshot again. */
      until: instant,
    }),
  ),
  /** Until then no publish replaces the announced content; null: not pinned. */
  pinnedUntil: z.nullable(instant),
  /** Findings of checks that two persons overrode for this content, by check and code. */
  overrides: z.array(z.object({ check: z.string(), finding: z.string() })).check(z.maxLength(50)),
  /**
   * The last announcement with fewer candidates than the one before, intended or within the floor: an edge that missed
   * it compares with it (`floor.ts`). Null, or left out by former pointers: none is known.
   */
  shrunk: z._default(z.nullable(z.object({ sequence, candidates: count })), null),
  createdAt: instant,
  /** After this, answers still serve but report themselves as stale. */
  softExpiresAt: instant,
  /** After this a person must look, since nothing was announced for a week. It still serves, within its own windows. */
  hardExpiresAt: instant,
  actor: z.string(),
  reason: z.string(),
})
export type PointerPayload = z.infer<typeof pointerPayload>
export type ShardEntry = PointerPayload['shards'][number]
export type CanaryArm = NonNullable<PointerPayload['canary']>
