import type { PolicyEvaluationAnswer } from '../../answers/experiments/estimates.ts'

const estimate = (value: number, low: number, high: number) => ({ value, low, high })

/** An evaluation that is refused, as the documentation shows it. */
export const EVALUATION: PolicyEvaluationAnswer = {
  policy: 'table:warm.json',
  estimates: {
    ipw: estimate(0.0521, 0.0318, 0.0724),
    snipw: estimate(0.0498, 0.0312, 0.0684),
    dm: estimate(0.0433, 0.0412, 0.0454),
    dr: estimate(0.0507, 0.0309, 0.0705),
  },
  ...{ ess: 141.2, maxWeight: 38.4, meanWeight: 1.046, meanWeightError: 0.031, support: 0.982 },
  histogram: [
    { from: 0, below: 0.01, rows: 1_204 },
    { from: 0.5, below: 2, rows: 2_310 },
    { from: 20, below: 50, rows: 6 },
  ],
  ...{
    n: 3_522,
    used: 3_520,
    units: 1_180,
    differingUnits: 131.6,
    rejectedRows: 2,
    leftOut: { sticky: 0, notDrawn: 0 },
  },
  sources: [{ of: 'rows', read: 3_522, rejected: 2 }],
  rejected: [{ line: 41, reason: 'propensity: it is 0', file: 'shown.ndjson' }],
  verdict: 'refused',
  reasons: ['effective-sample-size'],
  because: [
    {
      reason: 'effective-sample-size',
      sentence: 'the weights are so uneven that 3,520 rows say as much as 141.2 of equal weight would; 200 are needed',
    },
  ],
}
