import { content, type Operation } from '../../openapi/operation.ts'
import { publishResult } from '../answers/publish.ts'
import { regionAnswer, regionList } from '../answers/regions.ts'
import { steered } from '../answers/steering.ts'
import { regionInPath } from '../requests/paths.ts'
import { publishOrder } from '../requests/publish.ts'
import { canaryOrder, pinOrder, rollbackOrder, unpinOrder } from '../requests/steering.ts'
import { opsOperation } from './ops-operation.ts'
import { conflict, notFound, tooLarge } from './refusals.ts'
import { DRY_RUN, KEYS, PUBLISHED, REFUSED, REGION_STATUS, SNAPSHOT, SNAPSHOT_BEFORE } from './region-examples.ts'

const path = { region: [regionInPath, 'dach'] } as const
const refusals = [notFound, conflict, tooLarge]
const tag = 'regions'

const NOTHING_DIED = { count: 0, oldestAt: null, oldestAgeSeconds: null, full: false }
const TWO_LOST = {
  ...{ waiting: 1, lost: 2, noRoom: 0, lastLostAt: '2026-11-22T20:30:00.000Z' },
  kinds: [{ kind: 'purge', count: 2 }],
}

const steeredTo = (snapshot: string, previous: string, pinnedUntil: string | null) =>
  content('application/json', steered, {
    announced: {
      summary: 'It is announced',
      value: {
        region: 'dach',
        outcome: 'announced',
        sequence: 42,
        snapshot,
        pinnedUntil,
        canary: null,
        previous: { sequence: 41, snapshot: previous },
        durationMs: 820,
      },
    },
  })

const DESCRIBED = 'What the region announces from now on.'

const PACING = { ranAt: '2026-11-22T12:00:00.000Z', ageSeconds: 40, campaigns: 212, late: false }

/** Regions: what is live, publishing, and steering. */
export const regionOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/regions',
    id: 'listRegions',
    tag,
    summary: 'What is live in each region',
    description: 'It works without the scheduling store, too, and then says what is not known.',
    answer: {
      description: 'The regions that the caller may see, and the keys that sign them.',
      contents: [
        content('application/json', regionList, {
          one: {
            summary: 'One region',
            value: {
              regions: [REGION_STATUS],
              staleFeeds: [],
              feeds: [],
              deadMessages: NOTHING_DIED,
              notices: TWO_LOST,
              pacing: PACING,
              ...KEYS,
            },
          },
        }),
      ],
    },
  }),
  opsOperation({
    route: 'GET /ops/v1/regions/:region',
    id: 'getRegion',
    tag,
    summary: 'What is live in one region',
    path,
    answer: {
      description: 'The region, and the keys that sign it.',
      contents: [
        content('application/json', regionAnswer, {
          dach: { summary: 'A healthy region', value: { ...REGION_STATUS, ...KEYS } },
        }),
      ],
    },
    refusals: [notFound],
  }),
  opsOperation({
    route: 'POST /ops/v1/regions/:region/publish',
    id: 'publishRegion',
    tag,
    summary: 'Compile, check, sign and announce the snapshot of a region',
    description: 'A refused publish is an answer with status 200: nothing has changed, and `refusals` says why.',
    path,
    body: {
      description: 'What is to be published; an empty body is a whole snapshot.',
      contents: [
        content('application/json', publishOrder, {
          dryRun: { summary: 'Only look', value: { dryRun: true } },
          publish: { summary: 'Publish', value: { reason: 'new posters' } },
        }),
      ],
    },
    answer: {
      description: 'What came of it.',
      contents: [
        content('application/json', publishResult, {
          published: { summary: 'Published', value: PUBLISHED },
          refused: { summary: 'Refused by a check', value: REFUSED },
          dryRun: { summary: 'What a publish would do', value: DRY_RUN },
        }),
      ],
    },
    refusals,
  }),
  opsOperation({
    route: 'POST /ops/v1/regions/:region/rollback',
    id: 'rollBackRegion',
    tag,
    summary: 'Announce an older snapshot again, and pin it',
    description: 'Where rights were narrowed since, a second person has to approve it first.',
    path,
    body: {
      description: 'What the region is to go back to.',
      contents: [
        content('application/json', rollbackOrder, {
          before: { summary: 'To the one before', value: { reason: 'posters are broken' } },
          named: {
            summary: 'To a named one',
            value: { to: SNAPSHOT_BEFORE.slice(0, 8), reason: 'posters are broken' },
          },
        }),
      ],
    },
    answer: { description: DESCRIBED, contents: [steeredTo(SNAPSHOT_BEFORE, SNAPSHOT, '2026-11-23T20:30:00.000Z')] },
    refusals,
  }),
  opsOperation({
    route: 'POST /ops/v1/regions/:region/pin',
    id: 'pinRegion',
    tag,
    summary: 'Keep what is live, whatever the schedule says',
    description: 'What is withdrawn is withdrawn all the same.',
    path,
    body: {
      description: 'Until when, and why.',
      contents: [
        content('application/json', pinOrder, {
          match: { summary: 'For an evening', value: { until: '2026-11-23T02:00:00Z', reason: 'the big match' } },
        }),
      ],
    },
    answer: { description: DESCRIBED, contents: [steeredTo(SNAPSHOT, SNAPSHOT, '2026-11-23T02:00:00.000Z')] },
    refusals,
  }),
  opsOperation({
    route: 'POST /ops/v1/regions/:region/unpin',
    id: 'unpinRegion',
    tag,
    summary: 'Let a region follow its schedule again',
    path,
    body: {
      description: 'Why.',
      contents: [
        content('application/json', unpinOrder, { over: { summary: 'It is over', value: { reason: 'over' } } }),
      ],
    },
    answer: { description: DESCRIBED, contents: [steeredTo(SNAPSHOT, SNAPSHOT, null)] },
    refusals,
  }),
  opsOperation({
    route: 'POST /ops/v1/regions/:region/canary',
    id: 'steerCanary',
    tag,
    summary: 'Start a canary, promote it, or take it back',
    description:
      'A started canary answers as a publish does, the end of one as a pin does. The publisher ends it by itself once it is clear how it does.',
    path,
    body: {
      description: 'What is to be done.',
      contents: [
        content('application/json', canaryOrder, {
          start: { summary: 'Start', value: { action: 'start', percent: 5, minutes: 60, reason: 'new rules' } },
          stop: { summary: 'Take it back', value: { action: 'stop', reason: 'starts fail' } },
        }),
      ],
    },
    answer: {
      description: 'What came of the start, or what the region announces from now on.',
      contents: [
        content('application/json', publishResult.or(steered), {
          started: { summary: 'Started', value: { ...PUBLISHED, outcome: 'canary' } },
        }),
      ],
    },
    refusals,
  }),
]
