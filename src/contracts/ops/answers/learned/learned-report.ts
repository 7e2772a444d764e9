import { z } from 'zod'
import { SURFACE_IDS } from '../../../../model/nouns/surface.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { assetId, count, instant, surface } from '../fields.ts'

const share = z.number().min(0).max(1)
const name = z.string().max(100)
/** Most rows of a list: a run names twenty at most. */
const ROWS = 100
const PLACES = 100

const tableCounts = z.object({
  rows: count.describe('Rows that were handed over.'),
  refused: count.describe('Rows that could not be used.'),
  unknown: count.describe('Rows of assets that the catalogue did not have.'),
  repeated: count.describe('Rows that said what another one said already.'),
})

const movedRate = z.object({
  assetId: assetId.max(100),
  surface,
  before: share.describe('Its rate in the run before.'),
  after: share.describe('Its rate in this run.'),
})

const heldOutRank = z.object({
  impressions: count.describe('Impressions of the day on the surface.'),
  byPlace: share.describe('The same, ranked by the place alone.'),
  byRate: share.describe(
    'The chance that an impression with a reward ranks above one without, by its place and the rate of its asset. 0.5 is chance.',
  ),
})

const points = z.record(name, z.number())

const termsTrial = z.object({
  day: name.describe('The day that was held out, UTC, as `2026-11-22`.'),
  units: z
    .object({
      chosenBy: count.describe('Viewers by whom points were chosen.'),
      measuredBy: count.describe('Others, by whom those were measured.'),
    })
    .describe('Viewers who were drawn of that day.'),
  impressions: count.describe('What those viewers saw that day.'),
  grid: z.record(name, z.array(z.number()).max(ROWS)).describe('The values that were tried, by term.'),
  points: z
    .object({ rules: points.describe('Those of the rules.'), chosen: points.describe('Those that were chosen.') })
    .describe('Points, by term.'),
  ndcg10: z
    .object({
      rules: share.describe("By the rules' points."),
      chosen: share.describe('By those chosen.'),
      gain: z
        .object({
          value: z.number().describe('The difference.'),
          low: z.number().describe('Its interval of 95 % begins here.'),
          high: z.number().describe('And ends here.'),
        })
        .describe('What those chosen gain.'),
    })
    .describe('Mean NDCG@10 of what the others saw.'),
})

const pointsOfTerms = z.object({
  source: z
    .enum(['fitted', 'previous', 'rules'])
    .describe('`fitted`: to what viewers did on the last day; `previous`: taken over; `rules`: none are learned.'),
  why: z.string().max(1000).describe('Why, in words.'),
  trial: termsTrial.nullable().describe('What was tried; null: nothing was.'),
})

/** What a run did, as `ff learn run` writes it: `report.json`. */
export const learnedReport = z
  .object({
    v: z.literal(1).describe('Version of the report.'),
    run: name.describe('Id of the run that it is of.'),
    previous: name
      .nullable()
      .describe('Id of the run before, onto whose space it was rotated; null: it was the first.'),
    space: name.describe('Space of its taste vectors.'),
    isNewSpace: z.boolean().describe('Whether profiles of before say nothing in this space.'),
    seed: count.describe('The same input and seed give the same run.'),
    leastUnits: count.describe('Pairs that fewer viewers had in common were dropped.'),
    data: z
      .object({
        from: instant.describe('Instant of the first event.'),
        to: instant.describe('Instant of the last one.'),
        events: count.describe('How many events those were.'),
      })
      .describe('What it learned from.'),
    positions: z
      .partialRecord(z.enum(SURFACE_IDS), z.array(z.number().min(0)).max(PLACES))
      .describe('How far each place of a surface is looked at, the first 1.'),
    terms: z.record(name, z.number()).describe('Points of terms that it teaches.'),
    pointsOfTerms: pointsOfTerms
      .optional()
      .describe('Where those points come from, and why. Left out by runs of before.'),
    halfLifeDays: z.number().min(0).describe('After so many days a result counts half.'),
    assets: count.describe('Assets that it says something of.'),
    taught: count.describe('Those of them whose taste was taught by what viewers did.'),
    pairs: count.describe('Pairs of assets that viewers had in common.'),
    droppedPairs: count.describe('Those of them that too few had in common.'),
    features: count.describe('Features of metadata by which other assets are mapped.'),
    alignment: z
      .object({
        agreement: z.number().describe('Mean cosine with the vectors of the run before, after the rotation.'),
        shared: count.describe('Assets that both runs know.'),
        holds: z.boolean().describe('Whether the space of before goes on.'),
      })
      .nullable()
      .describe('How its vectors lie to those of the run before; null: there was none.'),
    strengths: z
      .partialRecord(
        z.enum(SURFACE_IDS),
        z.object({
          genre: z.number().min(0).describe('Of a genre, towards the surface.'),
          title: z.number().min(0).describe('Of a title, towards its genres.'),
          asset: z.number().min(0).describe('Of an asset, towards its title.'),
        }),
      )
      .describe('How many impressions the level above is worth, by surface.'),
    watchTime: z
      .partialRecord(z.enum(SURFACE_IDS), z.number().min(0))
      .optional()
      .describe(
        'How far watch time counts in what is expected, by surface: 0 not at all, 1 in proportion. Left out by runs of before.',
      ),
    rows: z
      .object({
        exposures: tableCounts.describe('Of impressions and rewards.'),
        pairs: tableCounts.describe('Of what viewers like together.'),
      })
      .describe('Rows of the aggregates that came in.'),
    leftOut: z.record(name, count).describe('What was left out when the aggregates were made, by why.'),
    unknownAssets: count.describe('Assets of the aggregates that the catalogue did not have.'),
    refusedRows: z
      .array(
        z.object({
          file: z.string().max(1000).describe('The file.'),
          row: count.describe('The row, from 1.'),
          column: name.describe('The column.'),
          reason: z.string().max(1000).describe('What is wrong with it.'),
        }),
      )
      .max(ROWS)
      .describe('Rows that could not be used, the first of them.'),
    heldOut: z
      .object({
        day: name.describe('The day, UTC, as `2026-11-22`.'),
        impressions: count.describe('Its impressions.'),
        surfaces: z.partialRecord(z.enum(SURFACE_IDS), heldOutRank).describe('By surface.'),
      })
      .nullable()
      .describe('How well all days but the last tell the last one; null: there was one day only.'),
    moved: z
      .object({
        gained: z.array(movedRate).max(ROWS).describe('Those that gained most.'),
        lost: z.array(movedRate).max(ROWS).describe('Those that lost most.'),
      })
      .nullable()
      .describe('Rates that have certainly moved since the run before; null: there was none.'),
  })
  .meta({ id: 'LearnedReport', description: 'What a learned run did: the `report.json` of `ff learn run`.' })

/** Answer to `PUT /ops/v1/learned/:id/report`. */
export const learnedReportKept = z
  .object({
    id: z.string().describe('Id of the run, `lrn_…`.'),
    outcome: z.enum(['kept', 'known']).describe('`known`: the same report was kept already.'),
  })
  .meta({ id: 'LearnedReportKept', description: 'A report that is kept with its run.' })

/** What a run did, for the persons who activate it. */
export type LearnedReportAnswer = AnswerOf<typeof learnedReport>
/** A report that is kept with its run. */
export type LearnedReportKept = AnswerOf<typeof learnedReportKept>
