import { z } from 'zod'
import type { AnswerOf } from '../answer-of.ts'
import { experimentChange, publishChanges } from './changes.ts'
import { actor, count, instant, reason, region, sequence, snapshotId } from './fields.ts'

/** Outcomes of a publish. */
const PUBLISH_OUTCOMES = ['published', 'canary', 'unchanged', 'refused', 'dry-run'] as const
/** The ways to steer a region, as the log of publishes names them. */
const STEERING_OUTCOMES = ['rollback', 'pin', 'unpin', 'canary-widen', 'canary-promote', 'canary-stop'] as const

const finding = z
  .object({
    text: z.string().describe('The finding. Equal situations give equal text.'),
    code: z.string().describe('12 hexadecimal digits, a hash of check and text: what an override names.'),
  })
  .meta({ id: 'Finding', description: 'One thing that a check objects to.' })

const overridable = z
  .boolean()
  .optional()
  .describe(
    'Whether two persons can let one publish pass in spite of its findings. `false`: what it refuses is broken, or is no check, and no request for an override of it is taken. Left out by entries of a log that are older than this member.',
  )

/** A check of the proposed snapshot, with its findings. */
const reportedCheck = z
  .object({
    check: z.string().describe('Name of the check, by what it refuses.'),
    passed: z.boolean().describe('Whether it passed, with or without an override.'),
    detail: z.string().describe('What was checked, and the result.'),
    overridable,
    findings: z
      .array(finding)
      .optional()
      .describe('All findings against the snapshot; empty when it passed without an override.'),
    learnedPercent: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe(
        'Of `changed-decisions`: the share of the answers of the panel that what was learned changes, in percent.',
      ),
  })
  .meta({ id: 'ReportedCheck', description: 'A check of the proposed snapshot, with its findings.' })

const publishRefusal = z
  .object({
    check: z.string().describe('Name of the check, or of what held the publish back: `pinned`, `canary`, `cycle`.'),
    detail: z.string().describe('Why, and what to do about it.'),
    overridable,
    findings: z
      .array(finding)
      .optional()
      .describe(
        'Each finding, with its code; left out when there is none. `overridable` says whether an override can name it.',
      ),
    causes: z
      .array(z.string())
      .optional()
      .describe('Changes of the schedule since the live snapshot was announced, as text.'),
  })
  .meta({ id: 'PublishRefusal', description: 'Why a publish was refused.' })

const publishReceipt = z
  .object({
    candidates: count.describe('Candidates in the snapshot.'),
    rejected: z.record(z.string(), count).describe('How many candidates the compiler left out, by reason.'),
    experiments: z
      .array(
        z.object({
          key: z.string().describe('Key of the experiment.'),
          reason: z.string().describe('Why, and what to do about it.'),
        }),
      )
      .optional()
      .describe(
        'Experiments that run and that the region does not serve: to control for everybody. Left out: all are.',
      ),
    changedExperiments: z
      .array(experimentChange)
      .optional()
      .describe('Experiments that begin, end or change with this snapshot, by key. Left out: none does.'),
    shards: count.describe('Shards of the snapshot, text pages included.'),
    bytes: count.describe('Size of all shards, in bytes.'),
    shardsWritten: count.describe('Shards that were written, because they were not stored yet.'),
    bytesWritten: count.describe('Size of the written shards, in bytes.'),
    shardsVerified: count.describe('Shards that were read back and compared with their hash.'),
    renewed: z.boolean().describe('The same content, announced again because its pointer was getting old.'),
    scheduleRevision: count.describe('Revision of the schedule that was compiled.'),
    durationMs: z.number().min(0).describe('How long the publish took, in milliseconds.'),
  })
  .meta({ id: 'PublishReceipt', description: 'What a publish wrote and verified.' })

const published = {
  region,
  sequence: sequence.nullable().describe('Sequence that is live now; null: none, or it is not known.'),
  snapshot: snapshotId.nullable().describe('Id of the compiled snapshot; null: nothing was compiled.'),
  checks: z.array(reportedCheck).describe('The checks that ran, in their order.'),
  refusals: z.array(publishRefusal).describe('Why it was refused; empty: it was not.'),
  receipt: publishReceipt.nullable().describe('What was written and verified; null: it did not come that far.'),
}

/** The result of one region's publish. */
export const publishResult = z
  .object({
    ...published,
    outcome: z
      .enum(PUBLISH_OUTCOMES)
      .describe(
        '`published`: announced to all viewers. `canary`: to a share of them. `unchanged`: the live snapshot is the same. `refused`: nothing changed. `dry-run`: nothing was written.',
      ),
    holds: z
      .array(publishRefusal)
      .optional()
      .describe('Dry run only: what else would stop the publish now, such as a pin or a wave.'),
    changes: publishChanges
      .nullable()
      .optional()
      .describe('Dry run only: what the publish would change; null: nothing is live to compare with.'),
  })
  .meta({ id: 'PublishResult', description: 'The result of the publish of one region.' })

/** What became of a publish or of a steering, as the log keeps it. */
export const loggedOutcome = z
  .object({
    ...z.object(published).partial({ region: true, checks: true, refusals: true, receipt: true }).shape,
    outcome: z
      .enum([...PUBLISH_OUTCOMES, ...STEERING_OUTCOMES])
      .describe('Outcome of the publish, or the name of the steering.'),
    at: instant.describe('When it ended, in UTC.'),
    actor,
    reason: reason.optional().describe('Why it was steered; left out for a publish.'),
  })
  .meta({ id: 'LoggedOutcome', description: 'What became of a publish, rollback, pin or canary, as the log keeps it.' })

/** The result of one region's publish. */
export type PublishResult = AnswerOf<typeof publishResult>
/** What a publish wrote and verified, in bytes, counts and milliseconds. */
export type PublishReceipt = AnswerOf<typeof publishReceipt>
/** Why a publish was refused. */
export type PublishRefusal = AnswerOf<typeof publishRefusal>
/** A check of the proposed snapshot, with its findings. */
export type ReportedCheck = AnswerOf<typeof reportedCheck>
/** What became of a publish or of a steering, as the log keeps it. */
export type LoggedOutcome = AnswerOf<typeof loggedOutcome>
/** What steering writes into the log of publishes. */
export type SteeringOutcome = (typeof STEERING_OUTCOMES)[number]
