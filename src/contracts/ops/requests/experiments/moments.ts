import { z } from 'zod'

const sums = (what: string) =>
  z.strictObject({
    sum: z.number().describe(`Sum of ${what} over the units.`),
    sumSquares: z.number().min(0).describe('Sum of its squares.'),
  })
const product = (what: string) => z.number().optional().describe(`Sum of the products of ${what}.`)

const armMoments = z.strictObject({
  n: z.int().min(0).describe('Units that are summed.'),
  m: sums('the value since exposure').describe('The value since exposure; the numerator of a ratio.'),
  d: sums('the denominator').optional().describe('The denominator of a ratio.'),
  mPre: sums('the value before exposure').optional().describe('The value before exposure; left out: not known.'),
  dPre: sums('the denominator before exposure').optional().describe('The denominator before exposure.'),
  products: z
    .strictObject({
      'm.d': product('`m` and `d`'),
      'm.mPre': product('`m` and `mPre`'),
      'm.dPre': product('`m` and `dPre`'),
      'd.mPre': product('`d` and `mPre`'),
      'd.dPre': product('`d` and `dPre`'),
      'mPre.dPre': product('`mPre` and `dPre`'),
    })
    .default({})
    .describe('Sums of products of two values of a unit.'),
})

/** Sums of an experiment by arm and metric. Whether the numbers can be sums of anything is checked by the analysis. */
export const experimentMoments = z
  .strictObject({
    arms: z
      .array(
        z.strictObject({
          key: z.string().min(1).max(120).describe('Key of the arm.'),
          weight: z.number().describe('The share that it was to get.'),
          units: z.int().min(0).describe('Units that were exposed to this arm alone.'),
          exposedTwice: z.int().min(0).describe('Units that met this arm first and another one later.'),
        }),
      )
      .describe('The arms, control first.'),
    cells: z
      .array(
        z.strictObject({
          where: z
            .record(z.string().min(1).max(120), z.string().min(1).max(120))
            .describe('Where, such as `{"territory": "DE"}`.'),
          units: z.array(z.int().min(0)).describe('Units of each arm there, in the order of the arms.'),
        }),
      )
      .optional()
      .describe('Units by where they are, so that it can be said where a split is worst; left out: not known.'),
    metrics: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(120).describe('Id of the metric.'),
          kind: z.enum(['mean', 'proportion', 'ratio']).describe('What it is over units.'),
          goal: z.enum(['up', 'down']).describe('Which way is better.'),
          guardrail: z.boolean().describe('Whether it is only to get no worse.'),
          toldBy: z
            .enum(['events', 'decisions'])
            .optional()
            .describe('What tells it; left out: `events`. Lines of the decision log have units of their own.'),
          arms: z.array(armMoments).describe('Its sums, in the order of the arms.'),
        }),
      )
      .describe('The metrics.'),
  })
  .meta({
    id: 'ExperimentMoments',
    description: 'Sums of an experiment by arm and metric. No row of a viewer is in it.',
  })
