import * as z from 'zod/mini'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { LIFTED_MAX, PACKED_BYTES_MAX } from './limits.ts'

// Each schema is created once, because a starting edge creates them all.
const count = z.int().check(z.gte(0))
const positive = z.int().check(z.gte(1))
const text = z.string()
const texts = z.array(text)
const someTexts = z.nullable(texts)
const someInstant = z.nullable(z.number())
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** A region's signed takedown list, with a sequence of its own. */
export const takedownsPayload = z.object({
  format: z.int(),
  region: z.enum(REGION_IDS),
  sequence: positive,
  /**
   * The lowest `narrowed` of content that this list is complete for. A narrowing leaves once everything that may be
   * announced knows of it, so older content must not be answered from with this list. It only grows, except for a
   * rollback, before which the narrowings that have left are put back. Left out by former lists: 0.
   */
  completeFrom: z._default(count, 0),
  /** When it was signed; its age counts from then, whenever it was read. */
  createdAt: z.iso.datetime(),
  /** Single orders: those made by hand, and those made since the packed part. */
  entries: z.array(
    z.object({
      id: text,
      target: text,
      /** Codes of this region's territories, with groups expanded; null: everywhere. */
      territories: someTexts,
      /** Milliseconds since 1970 UTC. */
      until: someInstant,
    }),
  ),
  /**
   * Narrowings: changes of the schedule that withdraw something (rights shortened, ratings raised, pauses). Each
   * applies to every snapshot that was compiled before it, whatever the pointer says.
   */
  narrowings: z.array(
    z.object({
      /** Applies to snapshots with a lower `narrowed`, which do not know of this narrowing. */
      number: positive,
      /** `ast_…`, `ttl_…` or `cmp_…`. */
      targets: texts,
      /** Codes of this region's territories, with groups expanded; null: everywhere. */
      territories: someTexts,
      /** Milliseconds since 1970 UTC, half-open `[from, until)`; null: open. */
      from: someInstant,
      until: someInstant,
    }),
  ),
  /** The other withdrawals, by short hashes: the shard `snap/<sha256>/denies` (`packed.ts`); null: there are none. */
  packed: z.nullable(
    z.object({
      sha256,
      bytes: z.int().check(z.gte(0), z.lte(PACKED_BYTES_MAX)),
      /** How many targets it contains. */
      count,
    }),
  ),
  /** What the packed part says, word for word, for the publisher that has to add to it or lift of it: `snap/<sha256>/ledger`. */
  ledger: z.array(z.object({ sha256, bytes: count })).check(z.maxLength(64)),
  /**
   * Recently lifted orders, oldest first: a store restored from a backup must not bring them back. An order under the
   * same id given later than `at` (milliseconds since 1970 UTC) is a new order, and holds.
   */
  lifted: z.array(z.object({ id: text, at: z.number() })).check(z.maxLength(LIFTED_MAX)),
})
export type TakedownsPayload = z.infer<typeof takedownsPayload>
