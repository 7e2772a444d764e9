import type { LearnedReportAnswer } from '../../answers/learned/learned-report.ts'

const counts = (rows: number) => ({ rows, refused: 0, unknown: 3, repeated: 0 })

/** A report of a run, as operations show it. */
export const REPORT: LearnedReportAnswer = {
  ...{ v: 1, run: 'lrn_5b1f0c9d7e3a48c2a6f4d1b08e9c7a35', previous: 'lrn_0a9e8d7c6b5f4e3d2c1b0a9f8e7d6c5b' },
  ...{ space: 'space-1', isNewSpace: false, seed: 1, leastUnits: 5 },
  data: { from: '2026-08-25T00:00:00Z', to: '2026-11-23T00:00:00Z', events: 4_811_204 },
  positions: { 'home-hero': [1, 0.62, 0.41] },
  terms: { engagement: 4, taste: 76 },
  ...{ halfLifeDays: 14, assets: 4_210, taught: 3_830, pairs: 912_004, droppedPairs: 204_118, features: 812 },
  alignment: { agreement: 0.93, shared: 3_702, holds: true },
  strengths: { 'home-hero': { genre: 4_200, title: 310, asset: 122 } },
  watchTime: { 'home-hero': 0.5 },
  rows: { exposures: counts(1_204_118), pairs: counts(912_004) },
  ...{ leftOut: { holdout: 1_204 }, unknownAssets: 12, refusedRows: [] },
  heldOut: {
    ...{ day: '2026-11-22', impressions: 52_003 },
    surfaces: { 'home-hero': { impressions: 52_003, byPlace: 0.573, byRate: 0.671 } },
  },
  moved: {
    gained: [{ assetId: 'ast_sintel-trailer', surface: 'home-hero', before: 0.021, after: 0.049 }],
    lost: [],
  },
}
