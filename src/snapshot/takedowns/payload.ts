import * as z from 'zod/mini'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { LIFTED_MAX, PACKED_BYTES_MAX } from './limits.ts'

// Each made once: an edge that starts makes them all.
const count = z.int().check(z.gte(0))
const positive = z.int().check(z.gte(1))
const text = z.string()
const texts = z.array(text)
const someTexts = z.nullable(texts)
const someInstant = z.nullable(z.number())
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** A region's signed takedown list; its sequence is its own. */
export const takedownsPayload = z.object({
  format: z.int(),
  region: z.enum(REGION_IDS),
  sequence: positive,
  /**
   * The least `narrowed` of content that this list says all for. A change leaves once everything that may be announced
   * knows of it, so that content from before is not to be answered from beside this list. It only grows, but for a
   * rollback, for which what has left is put back first. Left out by lists of before: 0.
   */
  completeFrom: z._default(count, 0),
  /** When it was signed: its age counts from here, whenever it was read. */
  createdAt: z.iso.datetime(),
  /** Orders, each by itself: those made by hand, and what came since the packed part was made. */
  entries: z.array(
    z.object({
      id: text,
      target: text,
      /** Expanded codes of this region; null: everywhere. */
      territories: someTexts,
      /** Milliseconds since 1970 UTC. */
      until: someInstant,
    }),
  ),
  /**
   * Changes of the schedule that withdraw something (rights shortened, ratings raised, pauses): each holds for every
   * snapshot that was compiled before it, whatever the pointer says.
   */
  narrowings: z.array(
    z.object({
      /** A snapshot with a lower `narrowed` does not know of this change. */
      number: positive,
      /** `ast_…`, `ttl_…` or `cmp_…`. */
      targets: texts,
      /** Expanded codes of this region; null: everywhere. */
      territories: someTexts,
      /** Milliseconds since 1970 UTC, half-open `[from, until)`; null: open. */
      from: someInstant,
      until: someInstant,
    }),
  ),
  /** The rest, by short hashes: the shard `snap/<sha256>/denies` (`packed.ts`); null: there is none. */
  packed: z.nullable(
    z.object({
      sha256,
      bytes: z.int().check(z.gte(0), z.lte(PACKED_BYTES_MAX)),
      /** Targets inside. */
      count,
    }),
  ),
  /** What the packed part says, word for word, for the publisher that has to add to it or lift of it: `snap/<sha256>/ledger`. */
  ledger: z.array(z.object({ sha256, bytes: count })).check(z.maxLength(64)),
  /**
   * Orders that were lifted lately, oldest first: a store that was restored from before does not bring them back. One
   * that was given later than `at` (milliseconds since 1970 UTC) is another order under the same id, and holds.
   */
  lifted: z.array(z.object({ id: text, at: z.number() })).check(z.maxLength(LIFTED_MAX)),
})
export type TakedownsPayload = z.infer<typeof takedownsPayload>
