import { z } from 'zod'
import { content, type Operation, type Parameter } from '../../../openapi/operation.ts'
import { experimentList, experimentShown } from '../../answers/experiments/experiments.ts'
import { experimentInPath, experimentOrder } from '../../requests/experiments/experiments.ts'
import { etag } from '../contents.ts'
import { opsOperation } from '../ops-operation.ts'
import { changedMeanwhile, conflict, notFound, revisionNeeded, tooLarge } from '../refusals.ts'
import { RUNNING, WRITTEN } from './experiment-examples.ts'

const tag = 'experiments'
const { key, state, coverage, startedAt, endedAt, held, latest } = RUNNING

const ifMatch: Parameter = {
  name: 'If-Match',
  in: 'header',
  description: 'The revision that was seen, as `ETag` gave it. Left out only for an experiment that is not there yet.',
  schema: z.string(),
  example: '"3"',
}

/** The revision that an act starts from, if somebody looked first: each its own, as a shared one is the campaigns'. */
export const ifSeen = (): Parameter => ({
  ...ifMatch,
  description: 'The revision that was seen, as `ETag` gave it: another one is refused. Left out: whichever is there.',
})

/** The path of an experiment. */
export const EXPERIMENT_PATH = { key: [experimentInPath, key] } as const
/** An experiment, as an answer. */
export const shownContent = content('application/json', experimentShown, {
  running: { summary: 'It runs', value: RUNNING },
})

/** Experiments: what is written, and what there is. */
export const experimentOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/experiments',
    id: 'listExperiments',
    tag,
    summary: 'The experiments, with state and health, and the holdout',
    answer: {
      description: 'All experiments, by key.',
      contents: [
        content('application/json', experimentList, {
          list: {
            summary: 'One that runs',
            value: {
              asOf: '2026-11-27T08:00:00Z',
              holdout: { share: 0.01, seed: 'holdout-1' },
              damaged: [],
              experiments: [
                {
                  ...{ key, layer: 'hero', state, coverage, startedAt, endedAt, held, latest },
                  ...{ hypothesis: WRITTEN.hypothesis, arms: ['control', 'warm'], winner: null },
                  ...{ paths: ['slate.home-hero.temperature'], nextStep: null, refused: [] },
                  results: {
                    ...{ srmP: 0.41, exposedTwice: 0.001, isExposureSound: true },
                    goal: {
                      id: 'watched-minutes',
                      arms: [{ key: 'warm', lift: { value: 0.052, low: 0.004, high: 0.1 } }],
                    },
                  },
                },
              ],
            },
          },
        }),
      ],
    },
  }),
  opsOperation({
    route: 'GET /ops/v1/experiments/:key',
    id: 'getExperiment',
    tag,
    summary: 'One experiment, with its history',
    path: EXPERIMENT_PATH,
    answer: { description: 'The experiment.', contents: [shownContent], headers: [etag] },
    description: 'One whose stored document is damaged answers 409, and says what is wrong.',
    refusals: [notFound, conflict],
  }),
  opsOperation({
    route: 'PUT /ops/v1/experiments/:key',
    id: 'putExperiment',
    tag,
    summary: 'Say what an experiment is to be',
    description:
      'A new one is a draft. What makes no sense is refused with its field and the fix: weights that do not add up, an unknown path, a value out of the bounds of the rules, a path that another layer owns. While it runs, `hypothesis`, `meta` and `ramp` alone may change; what has ended stays as it was.',
    path: EXPERIMENT_PATH,
    headers: [ifMatch],
    body: {
      description: 'The record.',
      contents: [content('application/json', experimentOrder, { new: { summary: 'Two arms', value: WRITTEN } })],
    },
    answer: { description: 'The experiment, as it is now.', contents: [shownContent], headers: [etag] },
    refusals: [notFound, conflict, changedMeanwhile, tooLarge, revisionNeeded],
  }),
]
