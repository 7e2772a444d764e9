import { z } from 'zod'
import { experimentKey, experimentRecord } from '../../../../model/experiments/experiment.ts'
import { reasonGiven } from '../fields.ts'
import { experimentMoments } from './moments.ts'

/** `:key` of an experiment. */
export const experimentInPath = experimentKey.describe('Key of the experiment.')

const coverage = z.number().gt(0).max(1).describe('Share of all units that take part, above 0 and at most 1.')

/** Body of `PUT /ops/v1/experiments/:key`. */
export const experimentOrder = experimentRecord().meta({
  id: 'Experiment',
  description: "An experiment as its owner writes it: GrowthBook's fields, and ours.",
})

/** Body of `POST /ops/v1/experiments/:key/start`. */
export const experimentStart = z
  .strictObject({
    coverage: coverage
      .optional()
      .describe('Share of all units that take part; left out: as rules/experiments.json says, 0.01.'),
    reason: reasonGiven,
  })
  .meta({ id: 'ExperimentStart', description: 'With how many it starts, and why.' })

/** Body of `POST /ops/v1/experiments/:key/ramp`. */
export const experimentRamp = z
  .strictObject({
    coverage: coverage
      .optional()
      .describe('Share of all units from now on, above that of now. Left out with `resume`.'),
    resume: z.literal(true).optional().describe('Lets a ramp go on that has stopped by itself.'),
    reason: reasonGiven,
  })
  .refine(({ coverage: share, resume }) => share !== undefined || resume === true, {
    path: ['coverage'],
    error: 'say the coverage, or resume: true',
  })
  .meta({ id: 'ExperimentRamp', description: 'To how many it grows, and why.' })

/** Body of `POST /ops/v1/experiments/:key/stop`. */
export const experimentStop = z
  .strictObject({ reason: reasonGiven })
  .meta({ id: 'ExperimentStop', description: 'Why it ends without a winner.' })

/** Body of `POST /ops/v1/experiments/:key/remove`. */
export const experimentRemove = z
  .strictObject({ reason: reasonGiven })
  .meta({ id: 'ExperimentRemove', description: 'Why it is taken away.' })

/** Body of `POST /ops/v1/experiments/:key/decide`. */
export const experimentDecide = z
  .strictObject({
    winner: experimentKey.describe('Key of the arm that all are to get.'),
    reason: reasonGiven,
    despite: reasonGiven
      .optional()
      .describe('Why it is decided although the analysis says that it should not be. It stands in the audit log.'),
  })
  .meta({ id: 'ExperimentDecide', description: 'Which arm wins, and why.' })

/** Body of `POST /ops/v1/experiments/:key/moments`. */
export const experimentResults = z
  .strictObject({
    day: z.iso.date().describe('All results up to the end of this day, UTC, `YYYY-MM-DD`.'),
    moments: experimentMoments.describe('Sums by arm and metric, as `moments.sql` makes them.'),
  })
  .meta({ id: 'ExperimentResults', description: 'The results of an experiment up to a day.' })

/** Query of `GET /ops/v1/experiments/:key/analysis`. */
export const experimentAnalysisQuery = z.object({
  day: z.iso.date().optional().describe('Up to the end of this day, UTC; left out: the last day that is kept.'),
})
