import { content, type Operation } from '../../../openapi/operation.ts'
import { learnedCoverage } from '../../answers/learned/learned-coverage.ts'
import { learnedEffect } from '../../answers/learned/learned-effect.ts'
import { learnedReport, learnedReportKept } from '../../answers/learned/learned-report.ts'
import { learnedCoverageQuery, learnedEffectQuery, learnedInPath } from '../../requests/learned/learned.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'
import { conflict, notFound, tooLarge } from '../refusals.ts'
import { DRY_RUN } from '../region-examples.ts'
import { REPORT } from './report-example.ts'

const tag = 'learned'

/** What tells a person whether a learned run is to be served. */
export const learnedLooks: readonly Operation[] = [
  opsOperation({
    route: 'PUT /ops/v1/learned/:id/report',
    id: 'keepLearnedReport',
    tag,
    summary: 'Keep the report of a learned run',
    description:
      'The `report.json` that `ff learn run` writes beside the run, which must be stored. It is for persons alone: nothing that is served depends on it. May be repeated; the last one counts, and goes when its run does.',
    path: { id: [learnedInPath, REPORT.run] },
    body: {
      description: 'The file `report.json`. At most 256 KiB.',
      contents: [content('application/json', learnedReport, { report: { summary: 'A report', value: REPORT } })],
    },
    answer: {
      description: 'It is kept.',
      contents: [
        content('application/json', learnedReportKept, {
          kept: { summary: 'Kept', value: { id: REPORT.run, outcome: 'kept' } },
        }),
      ],
    },
    refusals: [notFound, conflict, tooLarge],
  }),
  opsOperation({
    route: 'GET /ops/v1/learned/:id/effect',
    id: 'effectOfLearned',
    tag,
    summary: 'What serving a learned run would change',
    description:
      'The next publish of the region as a dry run with the run, or for `act=retire` with the one before it: its checks, its changes, and whether a canary goes first. Nothing is written.',
    path: { id: [learnedInPath, REPORT.run] },
    query: queryOf(learnedEffectQuery, { region: 'dach', act: 'activate' }),
    answer: {
      description: 'What would change.',
      contents: [
        content('application/json', learnedEffect, {
          effect: {
            summary: 'A canary goes first',
            value: {
              ...{ id: REPORT.run, region: 'dach', act: 'activate', run: REPORT.run, goes: 'canary-first' },
              ...{ changedPercent: 14.2, experimentsOff: [], result: DRY_RUN },
            },
          },
        }),
      ],
    },
    refusals: [notFound, conflict],
  }),
  opsOperation({
    route: 'GET /ops/v1/learned/coverage',
    id: 'learnedCoverage',
    tag,
    summary: 'How many of its assets a region shows each day',
    description: 'From the counters of impressions; days of before are kept 100 days.',
    query: queryOf(learnedCoverageQuery, { region: 'dach', days: 28 }),
    answer: {
      description: 'The days, and when another run was to be served.',
      contents: [
        content('application/json', learnedCoverage, {
          days: {
            summary: 'One day',
            value: {
              ...{ region: 'dach', asOf: '2026-11-23T08:00:00Z', assets: 4_210 },
              days: [{ day: '2026-11-22', shown: 1_304, live: 4_210, share: 0.3097 }],
              served: [
                {
                  ...{ at: '2026-11-22T02:10:00Z', run: REPORT.run, by: 'mia@example.com' },
                  ...{ reason: 'the night of 21 November', isTakenBack: false },
                },
              ],
            },
          },
        }),
      ],
    },
  }),
]
