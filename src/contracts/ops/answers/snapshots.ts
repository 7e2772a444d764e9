import { z } from 'zod'
import type { AnswerOf } from '../answer-of.ts'
import { actor, count, instant, reason, region, sequence, snapshotId } from './fields.ts'
import { shardEntry } from './steering.ts'

const listedSnapshot = z
  .object({
    snapshot: snapshotId,
    sequence: sequence.nullable().describe('Sequence of its last announcement; null: it was never announced.'),
    state: z
      .enum(['live', 'pinned', 'canary', 'put', 'announced'])
      .describe(
        '`pinned`: live, and kept so. `canary`: served to a share of viewers. `put`: written, and not announced. `announced`: was live.',
      ),
    announcedAt: instant.nullable().describe('When it was last announced, in UTC; null: never.'),
    candidates: count.describe('Candidates in it.'),
    headBytes: count.describe('Size of its head, in bytes.'),
    rules: z.string().describe('Hash of the rules that it was compiled with.'),
    actor,
    reason,
  })
  .meta({ id: 'ListedSnapshot', description: 'A snapshot that a region announces, or can be rolled back to.' })

/** Answer to `GET /ops/v1/regions/:region/snapshots`. */
export const snapshotList = z
  .object({ region, snapshots: z.array(listedSnapshot).describe('The latest first.') })
  .meta({ id: 'SnapshotList', description: 'What a region announces, and what it can be rolled back to.' })

/** Answer to `GET /ops/v1/regions/:region/snapshots/:id`. */
export const snapshotHead = z
  .object({
    region,
    id: snapshotId,
    format: z.int().describe('Number of the snapshot format. A reader refuses any that it does not know.'),
    live: z.boolean().describe('Whether it is live.'),
    head: z.array(shardEntry).describe('Its head shards; `text` names the text pages.'),
  })
  .meta({ id: 'SnapshotHead', description: 'The shards of a snapshot.' })

const publicKey = z
  .object({
    kid: z.string().describe('Name of the key.'),
    x: z.string().describe('The public key (Ed25519), base64url.'),
    notBefore: z.string().optional().describe('From when it is trusted; left out: always.'),
    notAfter: z.string().optional().describe('Until when it is trusted; left out: no end.'),
  })
  .meta({ id: 'PublicKey', description: 'A public key that verifies signed records.' })

/** Answer to `GET /ops/v1/regions/:region/signed`. */
export const signedRecords = z
  .object({
    region,
    pointer: z.string().nullable().describe('The pointer, compact JWS; null: never announced.'),
    takedowns: z.string().nullable().describe('The takedown list, compact JWS; null: never announced.'),
    publicKeys: z.array(publicKey).describe('The keys that verify them.'),
  })
  .meta({ id: 'SignedRecords', description: 'Pointer and takedown list exactly as signed and stored.' })

/** What a region announces, and what it can be rolled back to. */
export type AnnouncedSnapshots = AnswerOf<typeof snapshotList>
/** The shards of a snapshot. */
export type SnapshotHead = AnswerOf<typeof snapshotHead>
/** Pointer and takedown list as signed. */
export type SignedRecords = AnswerOf<typeof signedRecords>
