import type { z } from 'zod'
import { content, type Operation } from '../../../openapi/operation.ts'
import { campaignMoves } from '../../answers/lanes/campaign-move.ts'
import { scheduleLanes } from '../../answers/lanes/schedule-lanes.ts'
import { campaignMove } from '../../requests/lanes/campaign-move.ts'
import { lanesQuery } from '../../requests/lanes/schedule-lanes.ts'
import { RECORD, STORED } from '../campaigns/campaign-examples.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'
import { notFound, tooLarge } from '../refusals.ts'

const FROM = '2026-11-22T23:00:00.000Z'
const TO = '2026-12-06T23:00:00.000Z'
const START = '2026-11-26T23:00:00.000Z'

const LANES: z.input<typeof scheduleLanes> = {
  revision: 212,
  from: FROM,
  to: TO,
  lanes: [
    {
      key: 'home-hero.AT',
      surface: 'home-hero',
      territories: ['AT', 'DE'],
      timeZone: 'Europe/Vienna',
      from: FROM,
      to: TO,
      slices: [
        { from: FROM, to: START, tier: null, count: 0 },
        { from: START, to: TO, tier: RECORD.priority, count: 1 },
      ],
      bars: [{ campaignId: RECORD.id, revision: STORED.revision, from: START, to: null, row: 0 }],
      hidden: 0,
    },
  ],
  findings: [],
  campaigns: [
    {
      id: RECORD.id,
      name: RECORD.name,
      owner: RECORD.owner,
      tier: RECORD.priority,
      status: 'approved',
      state: 'live',
      revision: STORED.revision,
      etag: `"r${STORED.revision}"`,
      next: null,
      start: RECORD.start,
      end: RECORD.end,
      inHours: false,
      goal: null,
      delivered: null,
    },
  ],
  planned: [
    { tier: 'takeover', count: 0 },
    { tier: 'guaranteed', count: 0 },
    { tier: 'standard', count: 1 },
    { tier: 'evergreen', count: 0 },
  ],
}

const BERLIN = { territories: ['DE'], timeZone: 'Europe/Berlin', until: null, localUntil: null, odd: null }
const MOVES: z.input<typeof campaignMoves> = {
  byMinutes: 15,
  campaigns: [
    {
      id: RECORD.id,
      name: null,
      revision: STORED.revision,
      etag: `"r${STORED.revision}"`,
      timeZone: 'territory',
      refused: null,
      before: {
        start: '2026-11-27T00:00:00',
        end: null,
        places: [{ ...BERLIN, from: START, localFrom: '2026-11-27T00:00:00' }],
      },
      after: {
        start: '2026-11-27T00:15:00',
        end: null,
        places: [{ ...BERLIN, from: '2026-11-26T23:15:00.000Z', localFrom: '2026-11-27T00:15:00' }],
      },
    },
  ],
  makes: [],
  heals: [],
}

/** What plays where and when. */
export const laneOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/schedule/calendar',
    id: 'getScheduleLanes',
    tag: 'schedule',
    summary: 'Lanes of surfaces in territories: what plays at each moment, and where nothing does',
    description:
      'Windows are those that snapshots carry, on the clock of each place. A strip says what is scheduled: whether a video may play there, its ratings and offers, the findings say (`empty-slot`, `never-wins`).',
    query: queryOf(lanesQuery, { where: 'dach,GB', from: '2026-11-23', days: 14, clock: 'local' }),
    answer: {
      description: 'Lanes in the regions of the caller; those that show the same are one.',
      contents: [content('application/json', scheduleLanes, { one: { summary: 'One lane', value: LANES } })],
    },
  }),
  opsOperation({
    route: 'POST /ops/v1/schedule/calendar/move',
    id: 'askCampaignMove',
    tag: 'schedule',
    summary: 'What a move of campaigns in time would do: local times in each place, and findings',
    description:
      'Nothing is written. It is made by `POST /ops/v1/campaigns/bulk` with `shiftMinutes` and `revisions`, and undone as any such change.',
    body: {
      description: 'Which campaigns, and how far.',
      contents: [
        content('application/json', campaignMove, {
          one: { summary: 'A quarter of an hour later', value: { campaignIds: [RECORD.id], byMinutes: 15 } },
        }),
      ],
    },
    answer: {
      description: 'Each campaign before and after, and what the linter would find then and does not now.',
      contents: [content('application/json', campaignMoves, { one: { summary: 'One campaign', value: MOVES } })],
    },
    refusals: [notFound, tooLarge],
  }),
]
