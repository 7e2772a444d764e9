import { z } from 'zod'
import { experimentRecord } from '../../../../model/experiments/experiment.ts'
import { EXPERIMENT_STATES } from '../../../../model/experiments/experiment-vocabulary.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { actor, count, instant, reason, region, waiting } from '../fields.ts'

const state = z
  .enum(EXPERIMENT_STATES)
  .describe('`draft`: nobody takes part yet. `running`. `stopped`: it ended without a winner. `decided`.')
const coverage = z.number().min(0).max(1).describe('Share of all units that takes part now.')
const held = z
  .object({
    at: instant.describe('Since when, in UTC.'),
    reason: z.string().describe('Why, and where it is worst.'),
    coverage: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe('The share that took part, where nobody does until somebody resumes it; null: all stay in.'),
  })
  .nullable()
  .describe('Why its ramp stopped by itself; null: it has not.')
const latest = z
  .object({
    day: z.string().describe('Up to the end of this day, UTC.'),
    at: instant.describe('When the results came, in UTC.'),
    verdict: z.string().describe('`decide`, `wait` or `refused`.'),
    units: count.describe('Units of all arms.'),
    isSplitSound: z.boolean().describe('Whether arms have the shares that they were to get.'),
  })
  .nullable()
  .describe('What the last results came to; null: none have come.')

const nextStep = z
  .object({
    at: instant.describe('From when on, in UTC.'),
    coverage: z.number().describe('Share of all units from then on.'),
  })
  .nullable()
  .describe('The next step of its ramp; null: there is none.')
const ruleLine = z
  .object({
    file: z.string().describe('The rule file.'),
    field: z.string().describe('The value in it.'),
    before: z.number().nullable().describe('What it says now.'),
  })
  .nullable()
const rollOutStep = z.object({
  path: z.string().describe('The owned path.'),
  value: z.union([z.number(), z.string(), z.null()]).describe('The value that the winner has.'),
  rule: ruleLine.describe('The line of a rule file that is to say so; null: it stands in none.'),
  command: z.string().nullable().describe('The command that makes it so; null: the rule file is changed.'),
})
const refused = z
  .array(
    z.object({
      region,
      reason: z.string().describe('Why the region does not serve it.'),
    }),
  )
  .describe('Regions that do not serve it beside the others, as the rules are; of a draft: that would not.')
const bound = z.number().nullable()

const common = {
  state,
  coverage,
  startedAt: instant.nullable().describe('When it started, in UTC; null: it has not.'),
  endedAt: instant.nullable().describe('When it was stopped or decided, in UTC; null: it was not.'),
  held,
  latest,
}

/** An experiment, as it stands. */
export const experimentShown = z
  .object({
    key: z.string().describe('Key of the experiment.'),
    revision: z.int().min(1).describe('Revision: 1 when first stored, one more with each act.'),
    ...common,
    experiment: experimentRecord().describe('The record, with its defaults.'),
    nextStep,
    decision: z
      .object({
        winner: z.string().describe('Key of the arm.'),
        despite: z.string().nullable().describe('Why it was decided against the analysis; null: it was not.'),
        reason,
      })
      .nullable()
      .describe('How it was decided; null: it was not.'),
    history: z
      .array(
        z.object({
          at: instant,
          by: actor,
          act: z.string().describe('What was done; `clock`: a step of its ramp, `hold`: the ramp stopped by itself.'),
          coverage: z.number().describe('Share of all units from then on.'),
          reason: reason.nullable().describe('Why; null: nobody said so.'),
        }),
      )
      .describe('What was done, the first first.'),
    refused,
    waiting,
    against: z
      .string()
      .nullable()
      .describe('Why a start, or a step of its ramp, would be refused now; null: nothing is known against it.'),
    owned: z
      .array(
        z.object({
          path: z.string().describe('The owned path.'),
          rule: ruleLine.describe('Where the rules have it; null: it stands in no rule file.'),
        }),
      )
      .describe('The parameters that it owns.'),
    rollOut: z
      .array(
        z.object({
          arm: z.string().describe('Key of the arm.'),
          next: z.array(rollOutStep).describe('What would be left to do; empty: the rules have it already.'),
        }),
      )
      .describe('What would be left to do if an arm won, by arm.'),
  })
  .meta({ id: 'ExperimentShown', description: 'An experiment, as it stands.' })

const listedResults = z
  .object({
    srmP: bound.describe('Chance of a split at least that uneven; null: not known.'),
    exposedTwice: bound.describe('Share of the units that met two arms; null: not known.'),
    isExposureSound: z.boolean().describe('Whether few enough units met two arms.'),
    goal: z
      .object({
        id: z.string().describe('Id of its first metric.'),
        arms: z
          .array(
            z.object({
              key: z.string().describe('Key of the arm.'),
              lift: z
                .object({
                  value: z.number().describe('The difference to control, as a share of it.'),
                  low: z.number().describe('Its interval at every look begins here.'),
                  high: z.number().describe('And ends here.'),
                })
                .nullable()
                .describe('Against control; null: not known.'),
            }),
          )
          .describe('The arms but control.'),
      })
      .nullable()
      .describe('How its first goal moved; null: not known.'),
  })
  .nullable()
  .describe('What the last results say of health and of the first goal; null: none have come.')

/** Answer to `GET /ops/v1/experiments`. */
export const experimentList = z
  .object({
    asOf: instant,
    holdout: z
      .object({
        share: z.number().min(0).max(1).describe('Share of all units.'),
        seed: z.string().describe('What draws them.'),
      })
      .describe('Who gets nothing of what was learned and of no experiment.'),
    experiments: z
      .array(
        z.object({
          key: z.string().describe('Key of the experiment.'),
          layer: z.string().describe('Its layer.'),
          ...common,
          nextStep,
          results: listedResults,
          refused,
          hypothesis: z.string().nullable().describe('What it is to find out; null: nobody said so.'),
          arms: z.array(z.string()).describe('Keys of its arms, control first.'),
          paths: z.array(z.string()).describe('The parameters that it owns.'),
          winner: z.string().nullable().describe('Key of the arm that won; null: none has.'),
        }),
      )
      .describe('All experiments: those that run, drafts, and those that ended, by key.'),
    damaged: z
      .array(
        z.object({
          key: z.string().describe('Key of the experiment.'),
          reason: z.string().describe('What is wrong, and what to do.'),
        }),
      )
      .describe('Those that cannot be read: each is off alone until it is removed.'),
  })
  .meta({ id: 'ExperimentList', description: 'The experiments, and the holdout.' })

/** Answer to `POST /ops/v1/experiments/:key/decide`. */
export const experimentDecided = z
  .object({
    experiment: experimentShown.describe('The experiment, as it stands.'),
    next: z
      .array(rollOutStep)
      .describe('What is left to do so that all get what the winner has; empty: the rules have it already.'),
  })
  .meta({ id: 'ExperimentDecided', description: 'An experiment that is decided, and what is left to do.' })

/** Answer to `POST /ops/v1/experiments/:key/moments`. */
export const experimentMeasured = z
  .object({
    key: z.string().describe('Key of the experiment.'),
    day: z.string().describe('Up to the end of this day, UTC.'),
    verdict: z.string().describe('`decide`, `wait` or `refused`.'),
    reasons: z.array(z.string()).describe('Why, in words that stay.'),
    held,
  })
  .meta({ id: 'ExperimentMeasured', description: 'What the results of a day come to.' })

/** Answer to `POST /ops/v1/experiments/:key/remove`. */
export const experimentRemoved = z
  .object({
    key: z.string().describe('Key of the experiment. It stays taken.'),
    damage: z.string().describe('What was wrong with it.'),
  })
  .meta({ id: 'ExperimentRemoved', description: 'A damaged experiment that was taken away.' })

/** A damaged experiment that was taken away. */
export type ExperimentRemoved = AnswerOf<typeof experimentRemoved>
/** An experiment, as it stands. */
export type ExperimentShown = AnswerOf<typeof experimentShown>
/** The experiments, and the holdout. */
export type ExperimentList = AnswerOf<typeof experimentList>
/** An experiment that is decided, and what is left to do. */
export type ExperimentDecided = AnswerOf<typeof experimentDecided>
/** What the results of a day come to. */
export type ExperimentMeasured = AnswerOf<typeof experimentMeasured>
