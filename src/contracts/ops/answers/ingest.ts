import { z } from 'zod'
import type { RecordType } from '../../../model/nouns/record.ts'
import type { AnswerOf } from '../answer-of.ts'
import { count, region, regions, surface } from './fields.ts'

/** What changes of records withdrew at once, without waiting for a publish. */
export const withdrawal = z
  .object({
    records: count.describe('Records that are withdrawn from older snapshots, everywhere or in some territories.'),
    regions,
    waiting: regions.describe('Regions whose list could not be written: it takes effect there at the next publish.'),
  })
  .meta({ id: 'Withdrawal', description: 'What changes of records withdrew at once, without a publish.' })

/** A surface in a territory for which some viewer has an answer, and nobody would have one. */
export const emptiedSurface = z.object({ territory: z.string().describe('Code of the territory.'), surface })

/** What an ingest would take away from what is served. */
export const withdrawalImpact = z
  .object({
    records: count.describe('Records that would be withdrawn, everywhere or in some territories.'),
    regions: z
      .array(
        z.object({
          region,
          candidates: count.describe('Candidates of the live snapshot that would be withdrawn.'),
          of: count.describe('Candidates of the live snapshot.'),
        }),
      )
      .describe('Regions in which something would be withdrawn.'),
    emptied: z
      .array(z.object({ region, ...emptiedSurface.shape }))
      .describe('Surfaces that would become empty, by territory.'),
    reasons: z.array(z.string()).describe('Why it must be confirmed; empty: it need not be.'),
    confirm: z.int().nullable().describe('The number that confirms exactly this; null: nothing need be confirmed.'),
  })
  .meta({ id: 'WithdrawalImpact', description: 'What an ingest would take away from what is served.' })

const told = {
  line: z.int().min(1).describe('Line of the input, from 1.'),
  path: z.string().describe('Field, like `offers.0.territories.1`; empty: the whole record.'),
  value: z.string().describe('The value that was found, as text, cut to 120 characters.'),
  hint: z.string().describe('What to write instead.'),
}

/** Why a line was refused. */
export const lineRefusal = z
  .object({
    ...told,
    rule: z.string().describe('The rule that refused it, such as `missing-field`.'),
    severity: z.literal('error').describe('The record was not taken in.'),
  })
  .meta({ id: 'LineRefusal', description: 'Why a line was refused.' })

const lineWarning = z
  .object({
    ...told,
    rule: z
      .enum([
        'status-kept',
        'waits-for-approval',
        'two-persons',
        'cap-beyond-memory',
        'edited-elsewhere',
        'ended-already',
      ])
      .describe('What is unusual about it.'),
    severity: z.literal('warning').describe('The record was taken in.'),
  })
  .meta({
    id: 'LineWarning',
    description: 'A record that was stored differently, or that does not work for everybody.',
  })

const orderMove = z
  .object({
    what: z.enum(['joined', 'left']).describe('Whether it joined the group or left it.'),
    record: z.string().describe('Id of the record.'),
    group: z.string().describe('The tag, feed, owner or title.'),
    order: z.string().describe('Id of the order on that group.'),
    lift: z.string().describe('Id of the order that must be lifted before the record is shown.'),
  })
  .meta({ id: 'OrderMove', description: 'A record that joined or left a group that is withdrawn by order.' })

/** Records that joined or left what is withdrawn by order. */
export const orderMoves = z.object({
  count: count.describe('How many there are.'),
  first: z.array(orderMove).describe('The first of them.'),
})

/** The types of records that a feed sends. */
const RECORD_TYPES = ['title', 'asset', 'campaign', 'takedown'] as const satisfies readonly RecordType[]

const report = {
  accepted: count.describe('Records that were new or changed, and are live now.'),
  acceptedByType: z.record(z.enum(RECORD_TYPES), count).describe('The accepted ones, by type.'),
  unchanged: count.describe('Records that were stored already, with the same content.'),
  refused: z.array(lineRefusal).describe('The first 1,000 reasons for refusals, in order of line.'),
  refusedCount: count.describe('Number of all reasons.'),
  refusedRecords: count.describe('Records that were refused. Accepted, unchanged and refused are all that was sent.'),
  warnings: z.array(lineWarning).describe('The first 1,000 warnings, in order of line.'),
  warningCount: count.describe('Number of all warnings.'),
  batch: z.string().nullable().describe('Name of the batch; null: nothing was stored.'),
  revision: count.describe('Revision of the schedule afterwards.'),
  withdrawn: withdrawal.describe('What was withdrawn at once.'),
  impact: withdrawalImpact.optional().describe('What it takes away; left out when it was not computed.'),
  orders: orderMoves.optional().describe('Records that joined or left what is withdrawn by order; left out: none.'),
}

const experimentKeys = z.array(z.string())
const restoredExperiments = z.object({
  restored: experimentKeys.describe('Keys of those that are there again.'),
  held: experimentKeys.describe('Those of them that ran: nobody takes part until somebody resumes them.'),
  kept: experimentKeys.describe('Keys that were taken: what is stored under them stays as it is.'),
})
/** What became of the experiments of an export. */
export type RestoredExperiments = AnswerOf<typeof restoredExperiments>

const runIds = z.array(z.string())
const restoredRuns = z.object({
  restored: runIds.describe('Runs that are known again, with their reports.'),
  lacking: runIds.describe('Runs that storage does not have whole: they have to be pushed again.'),
  serving: z.array(region).describe('Regions that are to serve what they were to serve.'),
  waiting: z
    .array(z.object({ region, run: z.string().describe('The run that it was to serve.') }))
    .describe('Regions whose run is lacking: their next publish is of none, until it is pushed and activated again.'),
  kept: z.array(region).describe('Regions that were told what to serve here: that stays as it is.'),
})
/** What became of the learned runs of an export. */
export type RestoredRuns = AnswerOf<typeof restoredRuns>

/** The result of an ingest or a restore; it accounts for every record that was sent. */
export const ingestReport = z
  .object({
    ...report,
    experiments: restoredExperiments
      .optional()
      .describe('Of a restore: what became of experiments; left out: there were none.'),
    learned: restoredRuns.optional().describe('Of a restore: what became of learned runs; left out: there were none.'),
    dryRun: z.literal(true).optional().describe('Nothing was stored; left out otherwise.'),
  })
  .meta({ id: 'IngestReport', description: 'The result of an ingest. It accounts for every record that was sent.' })

/** What changes of records withdrew at once. */
export type Withdrawal = AnswerOf<typeof withdrawal>
/** What an ingest would take away. */
export type WithdrawalImpact = AnswerOf<typeof withdrawalImpact>
/** The result of an ingest or a restore. */
export type IngestReport = AnswerOf<typeof ingestReport>
