import { z } from 'zod'
import type { AnswerOf } from '../answer-of.ts'
import { experimentChange } from './changes.ts'
import { count, instant, region, sequence, sha256, snapshotId } from './fields.ts'

/** One entry of a snapshot's head. */
export const shardEntry = z
  .object({
    name: z
      .string()
      .describe(
        'Name of the shard: `hot`, `rules`, `weights` or `text`; `unlearned` and `otherrun`: what arms of experiments have in place of what it learned, of no run and of another one.',
      ),
    sha256,
    bytes: count.describe('Size, in bytes.'),
    count: count.describe('Number of entries in it.'),
    armColumns: count
      .optional()
      .describe('Of `rules`: columns of scores that arms of experiments have. Left out: none.'),
  })
  .meta({ id: 'ShardEntry', description: 'One shard of a snapshot, by its hash.' })

/** The canary that is announced beside the live snapshot. */
export const canaryArm = z
  .object({
    snapshot: snapshotId.describe('Id of the snapshot on trial.'),
    shards: z.array(shardEntry).describe('Its head.'),
    narrowed: count.describe('How many narrowings its schedule contained.'),
    rules: z.string().describe('Hash of the rules that it was compiled with.'),
    permille: z.int().describe('Share of the viewers, per thousand.'),
    startedAs: sequence.describe('Sequence that started it.'),
    startedAt: instant.describe('When it started, in UTC.'),
    until: instant.describe('When it ends, in UTC.'),
  })
  .meta({ id: 'CanaryArm', description: 'The canary that is announced beside the live snapshot.' })

/** Answer to a rollback, a pin, or the end of a canary: what a region announces from now on. */
export const steered = z
  .object({
    region,
    outcome: z.literal('announced').describe('It is announced.'),
    sequence: sequence.describe('Sequence of the new announcement.'),
    snapshot: snapshotId.describe('Id of the snapshot that is live now.'),
    pinnedUntil: instant.nullable().describe('Until when it stays, in UTC; null: not pinned.'),
    canary: canaryArm.nullable().describe('The canary beside it; null: none.'),
    previous: z
      .object({
        sequence: sequence.describe('Its sequence.'),
        snapshot: snapshotId.describe('Id of its snapshot.'),
      })
      .describe('What was announced before.'),
    changedExperiments: z
      .array(experimentChange)
      .optional()
      .describe(
        'Experiments that begin, end or change with it, by key; of a canary that is taken back: for its viewers. Left out: none does.',
      ),
    durationMs: z.number().min(0).describe('How long it took, in milliseconds.'),
  })
  .meta({ id: 'Steered', description: 'What a region announces from now on.' })

/** Answer to a rollback, a pin, or the end of a canary. */
export type Steered = AnswerOf<typeof steered>
