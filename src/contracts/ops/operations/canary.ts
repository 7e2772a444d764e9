import { content, type Operation } from '../../openapi/operation.ts'
import { canaryTrial } from '../answers/inquiries/canary-trial.ts'
import { regionInPath } from '../requests/paths.ts'
import { opsOperation } from './ops-operation.ts'
import { notFound } from './refusals.ts'
import { SNAPSHOT } from './region-examples.ts'

const arm = {
  decisions: 4_120,
  empty: 41,
  fallbacks: 0,
  errors: 0,
  firstFrames: 3_902,
  starts: 3_700,
  impressions: 3_511,
}

/** How a running canary does. */
export const canaryOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/regions/:region/canary',
    id: 'getCanary',
    tag: 'regions',
    summary: 'How a running canary does: both arms, their rates with intervals, and the verdict by now',
    description: 'The publisher acts on the verdict by itself, each minute. Without a canary: 404.',
    path: { region: [regionInPath, 'dach'] },
    answer: {
      description: 'The canary, and what was counted of it.',
      contents: [
        content('application/json', canaryTrial, {
          running: {
            summary: 'It waits for more answers',
            value: {
              region: 'dach',
              canary: {
                snapshot: SNAPSHOT,
                shards: [],
                narrowed: 0,
                rules: '9283dda7563abcab',
                permille: 50,
                startedAs: 41,
                startedAt: '2026-11-22T20:00:00.000Z',
                until: '2026-11-22T21:00:00.000Z',
              },
              verdict: 'wait',
              why: '220 answers in the smaller arm, of 1000',
              counts: {
                control: arm,
                canary: { ...arm, decisions: 220, empty: 3, firstFrames: 207, starts: 196, impressions: 188 },
              },
              compared: [
                {
                  rate: 'empty',
                  control: 0.00995,
                  canary: 0.01364,
                  intervals: { control: { least: 0.006, most: 0.0165 }, canary: { least: 0.0027, most: 0.0663 } },
                  worseBy: 0.00369,
                  certainlyBy: -0.0129,
                  bound: 0.002,
                },
              ],
            },
          },
        }),
      ],
    },
    refusals: [notFound],
  }),
]
