import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'
import { count, instant } from '../fields.ts'

const number = z.number()
const key = z.string().describe('Key of the arm.')
const verdict = z
  .enum(['decide', 'wait', 'refused'])
  .describe('`decide`: the data carry a verdict. `wait`: not yet. `refused`: they can carry none.')
const interval = {
  low: number.describe('The interval begins here.'),
  high: number.describe('And ends here.'),
}
const lift = z.object({
  value: number.describe('The difference to control.'),
  ...interval,
  se: number.min(0).describe('Its standard error.'),
})
const sequential = z.object({
  ...interval,
  p: number.min(0).max(1).describe('Valid at every look.'),
})
const p = number.min(0).max(1).nullable()

const armAnalysis = z.object({
  key,
  n: count.describe('Units that are summed.'),
  mean: number.nullable().describe('The value per unit, or the ratio; null: there is none.'),
  lift: lift
    .nullable()
    .describe('Against control, for one look that was fixed before; null: of control, or not known.'),
  p: p.describe('Chance of a difference at least as large without an effect; null: not known.'),
  adjustedP: p.describe('The same, adjusted over all metrics but guardrails.'),
  sequential: sequential.nullable().describe('The interval that holds at every look; null: not known.'),
  cuped: z
    .object({
      theta: number.describe('How much of the time before is taken off.'),
      lift: lift.nullable().describe('The difference, less what the time before explains.'),
      sequential: sequential.nullable().describe('Its interval that holds at every look.'),
      reduction: number.nullable().describe("Share of the lift's variance that is gone."),
      state: z.string().describe('It counts only in state `ok`.'),
    })
    .nullable()
    .describe('With what units did before; null: not known.'),
  prePeriod: z
    .object({
      p: p.describe('Chance of arms that differ as much before their exposure.'),
      state: z.string().describe('`ok`, or why the time before cannot be used.'),
    })
    .nullable()
    .describe('Whether the arm was like control before; null: of control.'),
  state: z
    .string()
    .describe('`ok`, `control`; `none` or `exceeded` of what must never happen; or why nothing can be said.'),
})

const worstCell = z.object({
  where: z.record(z.string(), z.string()).describe('Where, such as `{"territory": "DE"}`.'),
  units: z.array(count).describe('Units of each arm there, control first.'),
  p: number.describe('Chance of a split at least that uneven there.'),
})

/** What an experiment found. */
const analysis = z
  .object({
    verdict,
    reasons: z.array(z.string()).describe('Why, in words that stay.'),
    because: z
      .array(
        z.object({
          reason: z.string().describe('The word.'),
          field: z.string().describe('Where in the moments it stands.'),
          sentence: z.string().describe('The same, for people.'),
          arm: z.string().optional().describe('The arm that certainly is better or worse, or does harm.'),
        }),
      )
      .describe('The same in sentences.'),
    srm: z
      .object({
        p: p.describe('Chance of a split at least that uneven.'),
        state: z.string().describe('`ok`, `mismatch` or `no-units`.'),
        worst: worstCell
          .nullable()
          .describe('Of a mismatch, where it is worst; null: of none, or nobody said where units are.'),
        alsoWorst: z
          .array(worstCell)
          .describe('Where it is worst by other names, such as the rung where `worst` is a territory.'),
      })
      .describe('Whether arms have the shares that they were to get.'),
    multipleExposure: z
      .object({
        share: number.nullable().describe('Share of the exposed units that met two arms.'),
        state: z.string().describe('`ok`, `too-many` or `no-units`.'),
      })
      .describe('Units that met more than one arm.'),
    metrics: z
      .array(
        z.object({
          id: z.string().describe('Id of the metric.'),
          kind: z.string().describe('`mean`, `proportion` or `ratio`.'),
          goal: z.string().describe('Which way is better: `up` or `down`.'),
          guardrail: z.boolean().describe('Whether it is only to get no worse.'),
          arms: z.array(armAnalysis).describe('The arms, control first.'),
        }),
      )
      .describe('The metrics.'),
  })
  .meta({ id: 'ExperimentAnalysis', description: 'What an experiment found, and whether that carries a verdict.' })

/** What the analysis said of a day. */
export const seriesPoint = z
  .object({
    day: z.string().describe('Up to the end of this day, UTC.'),
    at: instant.describe('When the results came, in UTC.'),
    verdict,
    coverage: number.describe('Share of all units that took part then.'),
    srmP: p.describe('Chance of a split at least that uneven.'),
    exposedTwice: number.nullable().describe('Share of the units that met two arms.'),
    units: z.array(count).describe('Units of each arm, control first.'),
    metrics: z
      .array(
        z.object({
          id: z.string().describe('Id of the metric.'),
          guardrail: z.boolean().describe('Whether it is only to get no worse.'),
          arms: z
            .array(
              z.object({
                key,
                mean: number.nullable().describe('The value per unit, or the ratio.'),
                lift: lift.nullable().describe('Against control, for one look.'),
                sequential: sequential.nullable().describe('The interval that holds at every look.'),
              }),
            )
            .describe('The arms, control first.'),
        }),
      )
      .describe('The metrics.'),
  })
  .meta({ id: 'ExperimentSeriesPoint', description: 'What the analysis said of a day.' })

/** Answer to `GET /ops/v1/experiments/:key/analysis`. */
export const experimentAnalysed = z
  .object({
    key: z.string().describe('Key of the experiment.'),
    day: z.string().nullable().describe('Up to the end of this day, UTC; null: no results have come.'),
    at: instant.nullable().describe('When those results came, in UTC; null: none have.'),
    analysis: analysis.nullable().describe('What they say; null: no results have come.'),
    series: z.array(seriesPoint).describe('What was said of each day that is kept, the first first.'),
  })
  .meta({ id: 'ExperimentAnalysed', description: 'What an experiment found, and day by day.' })

/** What the analysis said of a day. */
export type ExperimentSeriesPoint = AnswerOf<typeof seriesPoint>
/** What an experiment found, and day by day. */
export type ExperimentAnalysed = AnswerOf<typeof experimentAnalysed>
