import { z } from 'zod'
import type { AnswerOf } from '../answer-of.ts'
import { count, instant, region, snapshotId } from './fields.ts'

const listedIds = z
  .object({
    count: count.describe('How many there are.'),
    first: z.array(z.string()).describe('The first of them, by id.'),
  })
  .meta({ id: 'ListedIds', description: 'Ids: their number, and the first of them.' })

const kindChanges = z
  .object({
    added: listedIds.describe('Records that only the second snapshot has.'),
    removed: listedIds.describe('Records that only the first snapshot has.'),
    changed: z
      .object({
        count: count.describe('How many there are.'),
        first: z
          .array(
            z.object({
              id: z.string().describe('Id of the record.'),
              fields: z
                .array(z.string())
                .describe('The fields that differ. `words`: the text that is shown of the record.'),
            }),
          )
          .describe('The first of them, by id.'),
      })
      .describe('Records that both snapshots have, and that differ.'),
  })
  .meta({ id: 'KindChanges', description: 'Records of one kind that differ between two snapshots.' })

const candidateChanges = z.object({
  added: listedIds.describe('Candidates that only the second snapshot has, each as `ast_… under cmp_…`.'),
  removed: listedIds.describe('Candidates that only the first snapshot has.'),
})

const answerCause = z
  .enum(['schedule', 'weights', 'learned', 'unexplained'])
  .describe(
    '`schedule`: somebody edited the campaign of a winner. `weights`: weights or shares of campaigns changed their order. `learned`: another learned run did, or results of assets. `unexplained`: assets, titles, ratings or rules changed without such an edit.',
  )

const answerExample = z
  .object({
    place: z.string().describe('Place that was asked for: a country, or a part of one.'),
    viewer: z.string().describe('Kind of viewer, as `guest` or `kids`.'),
    surface: z.string().describe('Surface that was asked for.'),
    device: z.string().nullable().describe('Class of the device; null: it did not say.'),
    at: instant.describe('Instant that was decided for, in UTC.'),
    before: z.string().nullable().describe('Asset that wins in the first snapshot; null: none.'),
    after: z.string().nullable().describe('Asset that wins in the second snapshot; null: none.'),
    cause: answerCause,
  })
  .meta({ id: 'AnswerExample', description: 'One answer that differs: who asked, when, and what won.' })

const recordChanges = z
  .object({
    candidates: candidateChanges.describe('Candidates that came or went.'),
    assets: kindChanges.describe('Assets that differ.'),
    titles: kindChanges.describe('Titles that differ.'),
    campaigns: kindChanges.describe('Campaigns that differ.'),
  })
  .meta({ id: 'RecordChanges', description: 'How the records of two snapshots differ.' })

const decisionChanges = z
  .object({
    asked: count.describe('How many requests were decided on both snapshots.'),
    changed: count.describe('How many of them have another winner.'),
    byCause: z
      .object({
        schedule: count.describe('Changed because of an edit of the schedule.'),
        weights: count.describe('Changed because of weights or shares of campaigns.'),
        learned: count.describe('Changed because of what was learned: another run, or results of assets.'),
        unexplained: count.describe('Changed for no edit that is known.'),
      })
      .describe('The changed ones by cause.'),
    byPlace: z.record(z.string(), count).describe('The changed ones by place: a country, or a part of one.'),
    newlyEmpty: z.array(z.string()).describe('What becomes empty, as `GB kids home-hero: 12 titles gone`.'),
    examples: z.array(answerExample).describe('Some of the changed answers; those without an explanation first.'),
  })
  .meta({ id: 'DecisionChanges', description: 'How the answers of two snapshots differ.' })

const learningChange = z
  .object({
    run: z.string().nullable().describe('The run; null: without any, as for the holdout.'),
    state: z
      .enum(['added', 'removed', 'changed'])
      .describe('`added`: only the second snapshot brings it. `removed`: only the first does. `changed`: both do.'),
    space: z.string().describe('The space that its vectors lie in.'),
    points: z.record(z.string(), z.number()).describe('Points of the terms that may be learned.'),
    assets: count.describe('Assets that have another vector, or that only one of both has a vector of.'),
  })
  .meta({ id: 'LearningChange', description: 'What arms of experiments have in place of what was learned.' })

const experimentReach = z
  .object({
    coverage: z.number().min(0).max(1).describe('The share of all units that takes part: the ranges together.'),
    ranges: z
      .array(z.tuple([z.number(), z.number()]))
      .describe('The half-open range of hashes of each arm, in the order of the arms.'),
  })
  .meta({ id: 'ExperimentReach', description: 'How many units an experiment has in a snapshot.' })

/** How one experiment differs between two snapshots of a region. */
export const experimentChange = z
  .object({
    key: z.string().describe('Key of the experiment.'),
    state: z
      .enum(['begins', 'ends', 'changes'])
      .describe('`begins`: only the second snapshot serves it. `ends`: only the first does. `changes`: both do.'),
    fields: z.array(z.string()).describe('The fields that differ where both serve it, such as `ranges`; else none.'),
    before: experimentReach.nullable().describe('What it has in the first snapshot; null: it is not served.'),
    after: experimentReach.nullable().describe('What it has in the second snapshot; null: it is not served.'),
  })
  .meta({ id: 'ExperimentChange', description: 'An experiment that begins, ends or changes between two snapshots.' })

const changes = {
  from: snapshotId.describe('Id of the first snapshot.'),
  to: snapshotId.describe('Id of the second snapshot.'),
  records: recordChanges.describe('How their records differ.'),
  learning: z
    .array(learningChange)
    .optional()
    .describe('What arms of experiments, and the holdout, have in place of what was learned; left out: it is alike.'),
  experiments: z
    .array(experimentChange)
    .optional()
    .describe('Experiments that begin, end or change, by key; left out: they are alike.'),
  decisions: decisionChanges.describe('How their answers differ.'),
}

/** What a publish would change. */
export const publishChanges = z
  .object(changes)
  .meta({ id: 'PublishChanges', description: 'What a publish would change, in records and in answers.' })

/** The difference between two snapshots of a region. */
export const snapshotChanges = z
  .object({ region, ...changes })
  .meta({ id: 'SnapshotChanges', description: 'The difference between two snapshots of a region.' })

/** What a publish would change. */
export type PublishChanges = AnswerOf<typeof publishChanges>
/** The difference between two snapshots of a region. */
export type SnapshotChanges = AnswerOf<typeof snapshotChanges>
