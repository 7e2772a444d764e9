import * as z from 'zod/mini'
import { REGION_IDS } from '../model/region.ts'

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** The small signed record that announces which snapshot of a region is live. */
export const pointerPayload = z.object({
  format: z.int(),
  region: z.enum(REGION_IDS),
  /** Only ever grows; a rollback is a new sequence that points at older content. */
  sequence: z.int().check(z.gte(1)),
  /** Content address of the snapshot: SHA-256 over the list of its head shards, one of which lists the rest. */
  snapshot: sha256,
  shards: z
    .array(
      z.object({
        name: z.string().check(z.regex(/^[a-z]+$/)),
        sha256,
        bytes: z.int().check(z.gte(0)),
        count: z.int().check(z.gte(0)),
      }),
    )
    .check(z.minLength(4), z.maxLength(8)),
  previous: z.nullable(sha256),
  canary: z.null(),
  createdAt: z.iso.datetime(),
  /** After this the answer still serves, and says that it is stale. */
  softExpiresAt: z.iso.datetime(),
  /** After this somebody has to look: nothing was announced for a week. It still serves, within its own windows. */
  hardExpiresAt: z.iso.datetime(),
  actor: z.string(),
  reason: z.string(),
})
export type PointerPayload = z.infer<typeof pointerPayload>
export type ShardEntry = PointerPayload['shards'][number]

/** A region's signed takedown list; its sequence is its own. */
export const takedownsPayload = z.object({
  format: z.int(),
  region: z.enum(REGION_IDS),
  sequence: z.int().check(z.gte(1)),
  createdAt: z.iso.datetime(),
  entries: z.array(
    z.object({
      id: z.string(),
      target: z.string(),
      /** Expanded codes of this region; null: everywhere. */
      territories: z.nullable(z.array(z.string())),
      /** Milliseconds since 1970 UTC. */
      until: z.nullable(z.number()),
    }),
  ),
})
export type TakedownsPayload = z.infer<typeof takedownsPayload>
