import { content, type Operation } from '../../../openapi/operation.ts'
import { experimentAnalysed } from '../../answers/experiments/analysis.ts'
import { experimentDecided, experimentMeasured, experimentRemoved } from '../../answers/experiments/experiments.ts'
import {
  experimentAnalysisQuery,
  experimentDecide,
  experimentRamp,
  experimentRemove,
  experimentResults,
  experimentStart,
  experimentStop,
} from '../../requests/experiments/experiments.ts'
import { etag } from '../contents.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'
import { changedMeanwhile, conflict, notFound, tooLarge } from '../refusals.ts'
import { ANALYSED, RESULTS, RUNNING } from './experiment-examples.ts'
import { EXPERIMENT_PATH, ifSeen, shownContent } from './experiments.ts'

const tag = 'experiments'
const path = EXPERIMENT_PATH
const refusals = [notFound, conflict, tooLarge]
const refusalsOfActs = [...refusals, changedMeanwhile]
const shown = { description: 'The experiment, as it is now.', contents: [shownContent], headers: [etag] }
const REASON = 'starts look better off-line'

/** Experiments: what is done to them, and what they found. */
export const experimentActOperations: readonly Operation[] = [
  opsOperation({
    route: 'POST /ops/v1/experiments/:key/start',
    id: 'startExperiment',
    tag,
    summary: 'Let an experiment run, for some units first',
    description:
      'From the next publish on. What a region would not serve is refused, and so is the weight of a campaign that is over or for none of its territories; the run of an arm is refused by its field where it is not stored, was taken back, is of another space than the region serves, or knows too few assets, and while the region tries a canary. It is locked from then on.',
    path,
    headers: [ifSeen()],
    body: {
      description: 'With how many, and why.',
      contents: [
        content('application/json', experimentStart, { start: { summary: 'With 1 %', value: { reason: REASON } } }),
      ],
    },
    answer: shown,
    refusals: refusalsOfActs,
  }),
  opsOperation({
    route: 'POST /ops/v1/experiments/:key/ramp',
    id: 'rampExperiment',
    tag,
    summary: 'Let more units take part',
    description:
      'It only grows: who was in stays in. It is checked as a start is: what a region would not serve, as rules and campaigns are now, is refused. A ramp that has stopped by itself, because the arms have other shares than they were to get, or because a step by the clock would have been refused, goes on only with `resume` and a reason.',
    path,
    headers: [ifSeen()],
    body: {
      description: 'To how many, and why.',
      contents: [
        content('application/json', experimentRamp, {
          ramp: { summary: 'To a fifth', value: { coverage: 0.2, reason: 'a week without harm' } },
          resume: { summary: 'Go on', value: { resume: true, reason: 'a bot of one network, which is filtered now' } },
        }),
      ],
    },
    answer: shown,
    refusals: refusalsOfActs,
  }),
  opsOperation({
    route: 'POST /ops/v1/experiments/:key/stop',
    id: 'stopExperiment',
    tag,
    summary: 'End an experiment without a winner',
    description: 'All get what the rules have, from the next publish on. A draft is given up.',
    path,
    headers: [ifSeen()],
    body: {
      description: 'Why.',
      contents: [
        content('application/json', experimentStop, {
          stop: { summary: 'Harm', value: { reason: 'more empty slots' } },
        }),
      ],
    },
    answer: shown,
    refusals: refusalsOfActs,
  }),
  opsOperation({
    route: 'POST /ops/v1/experiments/:key/remove',
    id: 'removeExperiment',
    tag,
    summary: 'Take an experiment away whose stored document is damaged',
    description:
      'It is off already, and nothing else can be done with it. Its results go too; the audit log keeps the beginning of what was stored. Its key stays taken. One that can be read is refused: it is stopped.',
    path,
    body: {
      description: 'Why.',
      contents: [
        content('application/json', experimentRemove, {
          remove: { summary: 'Damaged', value: { reason: 'damaged in the restore of Monday' } },
        }),
      ],
    },
    answer: {
      description: 'It is gone.',
      contents: [
        content('application/json', experimentRemoved, {
          removed: {
            summary: 'One that cannot be read',
            value: { key: 'warm-hero', damage: 'what is stored of it is damaged (record.variations), so it is off' },
          },
        }),
      ],
    },
    refusals,
  }),
  opsOperation({
    route: 'POST /ops/v1/experiments/:key/decide',
    id: 'decideExperiment',
    tag,
    summary: 'End an experiment with a winner',
    description:
      'Refused while the analysis does not say `decide`, or speaks against this winner, unless `despite` says why: it does harm, is worse, is not certainly better than control, or is control while another arm is better. It answers what is left to do: the lines of rule files, or the command.',
    path,
    headers: [ifSeen()],
    body: {
      description: 'Which arm, and why.',
      contents: [
        content('application/json', experimentDecide, {
          decide: { summary: 'The warmer one', value: { winner: 'warm', reason: '5 % more starts' } },
        }),
      ],
    },
    answer: {
      description: 'The experiment, and what is left to do.',
      headers: [etag],
      contents: [
        content('application/json', experimentDecided, {
          decided: {
            summary: 'One line of a rule file',
            value: {
              experiment: {
                ...{ ...RUNNING, state: 'decided' as const, coverage: 0, endedAt: '2026-11-27T08:00:00Z' },
                decision: { winner: 'warm', despite: null, reason: '5 % more starts' },
              },
              next: [
                {
                  ...{ path: 'slate.home-hero.temperature', value: 12, command: null },
                  rule: { file: 'rules/slate.json', field: 'surfaces.home-hero.temperature', before: 8 },
                },
              ],
            },
          },
        }),
      ],
    },
    refusals: refusalsOfActs,
  }),
  opsOperation({
    route: 'POST /ops/v1/experiments/:key/moments',
    id: 'measureExperiment',
    tag,
    summary: 'Bring in the results of an experiment up to a day',
    description:
      'They are analysed and kept; the last 60 days are. Results without a goal of the record, or a guardrail that events tell, are refused. Where the arms have other shares than they were to get (p below 0.001) the ramp stops by itself, and somebody is told where it is worst.',
    path,
    body: {
      description: 'The results.',
      contents: [content('application/json', experimentResults, { results: { summary: 'A day', value: RESULTS } })],
    },
    answer: {
      description: 'What they come to.',
      contents: [
        content('application/json', experimentMeasured, {
          measured: {
            summary: 'They carry a verdict',
            value: { key: 'warm-hero', day: '2026-11-26', verdict: 'decide', reasons: ['goal-better'], held: null },
          },
        }),
      ],
    },
    refusals,
  }),
  opsOperation({
    route: 'GET /ops/v1/experiments/:key/analysis',
    id: 'analyseExperiment',
    tag,
    summary: 'What an experiment found, and day by day',
    path,
    query: queryOf(experimentAnalysisQuery, { day: '2026-11-26' }),
    answer: {
      description: 'The analysis of the last results, and what was said of each day.',
      contents: [
        content('application/json', experimentAnalysed, { analysed: { summary: 'A verdict', value: ANALYSED } }),
      ],
    },
    refusals: [notFound, conflict],
  }),
]
