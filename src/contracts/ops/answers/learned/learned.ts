import { z } from 'zod'
import { SURFACE_IDS } from '../../../../model/nouns/surface.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { actor, assetId, count, instant, reason, region, waiting } from '../fields.ts'
import { experimentsOff } from './learned-effect.ts'
import { learnedReport } from './learned-report.ts'

const runId = z.string().describe('Id of the run, `lrn_…`: the beginning of the SHA-256 of what it says.')
const servedRun = z.string().nullable()

const learnedSummary = z
  .object({
    id: runId,
    space: z.string().describe('Space of its taste vectors. Tastes of another space say nothing in it.'),
    terms: z.record(z.string(), z.number()).describe('Points of terms that it teaches, by the name of the term.'),
    data: z
      .object({
        from: instant.describe('Instant of the first event that it learned from.'),
        to: instant.describe('Instant of the last one.'),
        events: count.describe('How many events those were.'),
      })
      .describe('What it learned from.'),
    assets: count.describe('Assets that it says something of.'),
    cold: count.describe('Those of them whose taste comes from their metadata, because nobody liked them yet.'),
    unknown: count.describe('Those of them that the schedule did not know when it came. They are left out.'),
    bytes: count.describe('Size of what is stored, in bytes.'),
    pushedAt: instant.describe('When it came, in UTC.'),
    pushedBy: actor,
  })
  .meta({ id: 'LearnedRunSummary', description: 'A learned run, in short.' })

const regionServing = z
  .object({
    region,
    run: servedRun.describe('The run that it is to serve; null: none, and taste comes from metadata alone.'),
    since: instant.nullable().describe('Since when, in UTC; null: nobody has ever said any.'),
    by: z.string().nullable().describe('Who said so; null: nobody.'),
    reason: z.string().nullable().describe('Why, in their words; null: nobody said so.'),
    before: z.array(z.string()).describe('The runs that it can go back to, the latest first.'),
    live: servedRun.describe('The run of what it serves now; null: of none, or nothing is live.'),
    canary: servedRun.describe('The run of what is tried on some of its viewers; null: nothing is tried, or of none.'),
  })
  .meta({ id: 'RegionLearned', description: 'Which run a region serves.' })

/** Answer to `POST /ops/v1/learned`. */
export const learnedPushed = z
  .object({
    outcome: z.enum(['stored', 'known']).describe('`known`: the same run was stored already.'),
    run: learnedSummary,
  })
  .meta({ id: 'LearnedPushed', description: 'A learned run that is stored. Nobody serves it before it is activated.' })

/** Answer to `GET /ops/v1/learned`. */
export const learnedList = z
  .object({
    asOf: instant,
    runs: z.array(learnedSummary).describe('The stored runs, the newest first.'),
    regions: z.array(regionServing).describe('Which run each region of the role serves.'),
  })
  .meta({ id: 'LearnedList', description: 'The learned runs, and where they are served.' })

const learnedRate = z.object({
  impressions: z
    .number()
    .min(0)
    .describe('Impressions as if each had been in the first place, old ones counting less.'),
  rewarded: z.number().min(0).describe('Those of them that were rewarded.'),
  rate: z.number().describe('Rewards per impression, 0 to 1.'),
  low: z.number().describe('The rate is at least this with 90 %.'),
  high: z.number().describe('The rate is at most this with 90 %.'),
  surfaceRate: z.number().nullable().describe('The rate of the surface as a whole; null: nothing was seen there.'),
  leansOn: z
    .object({
      rate: z
        .number()
        .describe('The rate that its title, its genres and the surface let expect, without its own counts.'),
      impressions: z.number().min(0).describe('How many impressions of its own that is worth.'),
    })
    .nullable()
    .describe('Why it is not just rewarded ÷ impressions; null: no report of the run is kept, so nobody can tell.'),
})

/** Answer to `GET /ops/v1/learned/:id`. */
export const learnedShown = z
  .object({
    run: learnedSummary,
    positions: z
      .partialRecord(z.enum(SURFACE_IDS), z.array(z.number()))
      .describe('How far each place of a surface is looked at, the first 1.'),
    asset: z
      .object({
        id: assetId,
        cold: z.boolean().describe('Whether its taste comes from its metadata alone.'),
        surfaces: z.partialRecord(z.enum(SURFACE_IDS), learnedRate).describe('Its rate by surface.'),
      })
      .nullable()
      .describe('What the run says of the asset that was asked for; null: none was, or the run does not say.'),
    report: learnedReport.nullable().describe('What it did when it learned; null: no report was sent.'),
    regions: z.array(regionServing).describe('The regions of the role that are to serve it.'),
  })
  .meta({ id: 'LearnedShown', description: 'A learned run.' })

/** Answer to `POST /ops/v1/learned/:id/activate` and `…/retire`. */
export const learnedServed = z
  .object({
    id: runId,
    regions: z
      .array(
        z.object({
          region,
          run: servedRun.describe('The run that it is to serve from its next publish on; null: none.'),
          since: instant,
          by: actor,
          reason,
          before: z.array(z.string()).describe('The runs that it can go back to, the latest first.'),
          experimentsOff,
        }),
      )
      .describe('The regions that were asked for.'),
    waiting,
  })
  .meta({ id: 'LearnedServed', description: 'Which run regions are to serve from their next publish on.' })

/** A learned run, in short. */
export type LearnedSummary = AnswerOf<typeof learnedSummary>
/** Which run a region serves. */
export type RegionServing = AnswerOf<typeof regionServing>
/** A learned run that is stored. */
export type LearnedPushed = AnswerOf<typeof learnedPushed>
/** The learned runs, and where they are served. */
export type LearnedList = AnswerOf<typeof learnedList>
/** A learned run. */
export type LearnedShown = AnswerOf<typeof learnedShown>
/** Which run regions are to serve from their next publish on. */
export type LearnedServed = AnswerOf<typeof learnedServed>
