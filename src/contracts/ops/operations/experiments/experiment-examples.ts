import type { ExperimentAnalysed } from '../../answers/experiments/analysis.ts'
import type { ExperimentShown } from '../../answers/experiments/experiments.ts'

const AT = '2026-11-20T09:00:00Z'
const LATER = '2026-11-27T03:10:00Z'
const REASON = 'starts look better off-line'

const ARMS: readonly { readonly key: string; readonly parameters: Readonly<Record<string, number>> }[] = [
  { key: 'control', parameters: {} },
  { key: 'warm', parameters: { 'slate.home-hero.temperature': 12 } },
]

/** The experiment of the examples, as its owner writes it. */
export const WRITTEN = {
  ...{ key: 'warm-hero', layer: 'hero', hypothesis: 'A hero that varies more is started more often.' },
  variations: ARMS,
  metrics: ['watched-minutes'],
}

const WHOLE: ExperimentShown['experiment'] = {
  ...WRITTEN,
  ...{ hashAttribute: 'id', hashVersion: 2, coverage: 1, bucketVersion: 0, minBucketVersion: 0, unit: 'viewer' },
  targeting: { territories: [], surfaces: [], devices: [], viewers: 'any' },
  ...{ ramp: [], guardrails: [], covariateDays: 14 },
}

const TEMPERATURE = { file: 'rules/slate.json', field: 'surfaces.home-hero.temperature', before: 8 }

/** It runs, and its results are sound. */
export const RUNNING: ExperimentShown = {
  ...{ key: 'warm-hero', revision: 3, state: 'running', coverage: 0.2, startedAt: AT, endedAt: null, held: null },
  latest: { day: '2026-11-26', at: LATER, verdict: 'decide', units: 41_204, isSplitSound: true },
  ...{ experiment: WHOLE, nextStep: null, decision: null },
  history: [{ at: AT, by: 'mia@example.com', act: 'start', coverage: 0.2, reason: REASON }],
  refused: [],
  waiting: [{ region: 'fr', by: 'canary', until: '2026-11-27T04:00:00Z' }],
  against: null,
  owned: [{ path: 'slate.home-hero.temperature', rule: TEMPERATURE }],
  rollOut: [
    { arm: 'control', next: [] },
    { arm: 'warm', next: [{ path: 'slate.home-hero.temperature', value: 12, rule: TEMPERATURE, command: null }] },
  ],
}

const LIFT = { value: 0.052, low: 0.021, high: 0.083, se: 0.0158 }
const SEQUENTIAL = { low: 0.004, high: 0.1, p: 0.03 }
const NOTHING = { lift: null, p: null, adjustedP: null, sequential: null, cuped: null, prePeriod: null } as const

/** What it found. */
export const ANALYSED: ExperimentAnalysed = {
  ...{ key: 'warm-hero', day: '2026-11-26', at: LATER },
  analysis: {
    ...{ verdict: 'decide', reasons: ['goal-better'] },
    because: [{ reason: 'goal-better', field: 'metrics[0].arms[1]', sentence: 'watched-minutes is better in warm' }],
    srm: { p: 0.41, state: 'ok', worst: null, alsoWorst: [] },
    multipleExposure: { share: 0.001, state: 'ok' },
    metrics: [
      {
        ...{ id: 'watched-minutes', kind: 'mean', goal: 'up', guardrail: false },
        arms: [
          { key: 'control', n: 20_590, mean: 1.31, ...NOTHING, state: 'control' },
          {
            ...{ key: 'warm', n: 20_614, mean: 1.378, lift: LIFT, p: 0.001, adjustedP: 0.001, sequential: SEQUENTIAL },
            ...{ cuped: null, prePeriod: { p: null, state: 'no-covariate' }, state: 'ok' },
          },
        ],
      },
    ],
  },
  series: [
    {
      ...{ day: '2026-11-26', at: LATER, verdict: 'decide', coverage: 0.2, srmP: 0.41, exposedTwice: 0.001 },
      units: [20_590, 20_614],
      metrics: [
        {
          ...{ id: 'watched-minutes', guardrail: false },
          arms: [
            { key: 'control', mean: 1.31, lift: null, sequential: null },
            { key: 'warm', mean: 1.378, lift: LIFT, sequential: SEQUENTIAL },
          ],
        },
      ],
    },
  ],
}

/** Its results up to a day. */
export const RESULTS = {
  day: '2026-11-26',
  moments: {
    arms: [
      { key: 'control', weight: 0.5, units: 20_590, exposedTwice: 20 },
      { key: 'warm', weight: 0.5, units: 20_614, exposedTwice: 21 },
    ],
    cells: [{ where: { territory: 'DE' }, units: [14_002, 14_100] }],
    metrics: [
      {
        ...{ id: 'watched-minutes', kind: 'mean' as const, goal: 'up' as const, guardrail: false },
        arms: [
          { n: 20_590, m: { sum: 26_973, sumSquares: 91_300 } },
          { n: 20_614, m: { sum: 28_406, sumSquares: 98_900 } },
        ],
      },
    ],
  },
}
