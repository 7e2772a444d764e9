import { content, type Operation } from '../../../openapi/operation.ts'
import { learnedList, learnedPushed, learnedServed, learnedShown } from '../../answers/learned/learned.ts'
import { learnedInPath, learnedOrder, learnedQuery } from '../../requests/learned/learned.ts'
import { lines } from '../contents.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'
import { conflict, notFound, tooLarge } from '../refusals.ts'
import { REPORT } from './report-example.ts'

const tag = 'learned'
const ID = 'lrn_5b1f0c9d7e3a48c2a6f4d1b08e9c7a35'
const BEFORE = 'lrn_0a9e8d7c6b5f4e3d2c1b0a9f8e7d6c5b'
const AT = '2026-11-23T02:10:00Z'
const DATA = { from: '2026-08-25T00:00:00Z', to: '2026-11-23T00:00:00Z', events: 4_811_204 }
const TERMS = { engagement: 4, taste: 76 }
const RUN = {
  ...{ id: ID, space: 'space-1', terms: TERMS, data: DATA, assets: 4_210, cold: 380, unknown: 12 },
  ...{ bytes: 910_222, pushedAt: AT, pushedBy: 'learner.access' },
}
const SAID = { since: AT, by: 'mia@example.com', reason: 'the night of 22 November' }
/** An experiment that the activation ends in a region. */
const OFF = {
  key: 'warmer-heroes',
  reason: `an arm of it has ${ID}, which all viewers of the region get then: the arm is control under another name`,
}
const SERVING = { region: 'dach' as const, run: ID, ...SAID, before: [BEFORE] }

/** Learned runs: what was seen, on its way into the next snapshots. */
export const learnedOperations: readonly Operation[] = [
  opsOperation({
    route: 'POST /ops/v1/learned',
    id: 'pushLearned',
    tag,
    summary: 'Store a learned run',
    description:
      'It is read to its end and checked before anything is stored: a file that is cut, that is not what its id says, or with a value that cannot be is refused with its line and field. Assets that the schedule does not know are counted and left out; a run of which more than half are unknown is refused. May be repeated. Nobody serves it before it is activated.',
    body: {
      description:
        'The file `learned.ndjson`: a first line, then one for each asset, in the order of their ids. At most 25 MB.',
      contents: [
        lines(
          'A learned run.',
          'The first lines',
          ...[
            { v: 1, type: 'learned', id: ID, space: 'space-1', positions: {}, terms: TERMS, data: DATA, features: {} },
            {
              ...{ type: 'asset', id: 'ast_sintel-trailer', taste: 'fwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
              ...{ cold: false, surfaces: {} },
            },
          ],
        ),
      ],
    },
    answer: {
      description: 'The run, in short.',
      contents: [
        content('application/json', learnedPushed, {
          stored: { summary: 'Stored', value: { outcome: 'stored', run: RUN } },
        }),
      ],
    },
    refusals: [conflict, tooLarge],
  }),
  opsOperation({
    route: 'GET /ops/v1/learned',
    id: 'listLearned',
    tag,
    summary: 'The learned runs, and which region serves which',
    answer: {
      description: 'Runs and regions.',
      contents: [
        content('application/json', learnedList, {
          list: {
            summary: 'One run, served by a region',
            value: { asOf: AT, runs: [RUN], regions: [{ ...SERVING, live: ID, canary: null }] },
          },
        }),
      ],
    },
  }),
  opsOperation({
    route: 'GET /ops/v1/learned/:id',
    id: 'getLearned',
    tag,
    summary: 'A learned run, and what it says of an asset',
    path: { id: [learnedInPath, ID] },
    query: queryOf(learnedQuery, { asset: 'ast_sintel-trailer' }),
    answer: {
      description: 'The run.',
      contents: [
        content('application/json', learnedShown, {
          shown: {
            summary: 'With an asset',
            value: {
              run: RUN,
              positions: { 'home-hero': [1, 0.62, 0.41] },
              asset: {
                ...{ id: 'ast_sintel-trailer', cold: false },
                surfaces: {
                  'home-hero': {
                    ...{ impressions: 1_204.5, rewarded: 61.2, rate: 0.049, low: 0.041, high: 0.057 },
                    ...{ surfaceRate: 0.031, leansOn: { rate: 0.031, impressions: 122 } },
                  },
                },
              },
              report: REPORT,
              regions: [{ ...SERVING, live: ID, canary: null }],
            },
          },
        }),
      ],
    },
    refusals: [notFound],
  }),
  opsOperation({
    route: 'POST /ops/v1/learned/:id/activate',
    id: 'activateLearned',
    tag,
    summary: 'Let regions serve a learned run',
    description:
      'Their next publish compiles with it, through all checks. Where it changes more than 10 % of the answers of the panel, it goes to 5 % of the viewers first, and promotes or withdraws itself; where more than 50 %, two persons have to want it. Refused where it would go to a canary while an experiment tries another run: an edge has room for one of both.',
    path: { id: [learnedInPath, ID] },
    body: {
      description: 'Where, and why.',
      contents: [
        content('application/json', learnedOrder, {
          one: { summary: 'In one region first', value: { regions: ['dach'], reason: SAID.reason } },
        }),
      ],
    },
    answer: {
      description: 'What the regions are to serve.',
      contents: [
        content('application/json', learnedServed, {
          served: {
            summary: 'One region',
            value: { id: ID, regions: [{ ...SERVING, experimentsOff: [OFF] }], waiting: [] },
          },
        }),
      ],
    },
    refusals: [notFound, conflict, tooLarge],
  }),
  opsOperation({
    route: 'POST /ops/v1/learned/:id/retire',
    id: 'retireLearned',
    tag,
    summary: 'Go back to the run before',
    description:
      'Each of the regions that is to serve the run goes back to the one before it, or to none, with its next publish.',
    path: { id: [learnedInPath, ID] },
    body: {
      description: 'Where, and why.',
      contents: [
        content('application/json', learnedOrder, {
          all: { summary: 'Everywhere', value: { reason: 'viewers skip more' } },
        }),
      ],
    },
    answer: {
      description: 'What the regions are to serve.',
      contents: [
        content('application/json', learnedServed, {
          back: {
            summary: 'The run before',
            value: {
              ...{
                id: ID,
                regions: [{ ...SERVING, run: BEFORE, before: [], experimentsOff: [], reason: 'viewers skip more' }],
              },
              waiting: [{ region: 'dach', by: 'pin', until: '2026-11-23T18:00:00Z' }],
            },
          },
        }),
      ],
    },
    refusals: [notFound, conflict, tooLarge],
  }),
]
