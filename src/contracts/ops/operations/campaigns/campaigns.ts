import { z } from 'zod'
import type { CampaignStatus } from '../../../../model/nouns/campaign-vocabulary.ts'
import { content, type Operation, type Parameter } from '../../../openapi/operation.ts'
import {
  type CampaignActedAnswer,
  campaignActed,
  campaignList,
  type StoredCampaign,
  storedCampaign,
  writtenCampaign,
} from '../../answers/campaigns.ts'
import { campaignCounters } from '../../answers/events/counters.ts'
import { campaignBody, campaignFilters, campaignOrder, campaignView } from '../../requests/campaigns.ts'
import { daysQuery } from '../../requests/days.ts'
import { campaignInPath } from '../../requests/paths.ts'
import { etag } from '../contents.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'
import { conflict, notFound, revisionNeeded, tooLarge } from '../refusals.ts'
import { campaignChanged, RECORD, STORED, WAITING } from './campaign-examples.ts'
import { notToSubmit } from './lint.ts'

const tag = 'campaigns'
const path = { id: [campaignInPath, RECORD.id] } as const
const ifMatch: Parameter = {
  name: 'If-Match',
  in: 'header',
  description: 'The revision that was seen, as `ETag` gave it. Needed, but to pause, resume or end.',
  schema: z.string(),
  example: '"r7"',
}
const ifNoneMatch: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  description: '`*`, for a campaign that is not there yet; then without `If-Match`.',
  schema: z.string(),
  example: '*',
}
const ORDER = {
  description: 'Why; with the revision that was seen, a campaign that changed since is left as it is.',
  contents: [
    content('application/json', campaignOrder, {
      reason: { summary: 'Why', value: { reason: 'wrong poster', revision: 3 } },
    }),
  ],
}
const refusals = [notFound, conflict, tooLarge, campaignChanged, revisionNeeded]

const acted = (
  stored: StoredCampaign,
  before: CampaignStatus,
  records: number,
  takesEffect: CampaignActedAnswer['takesEffect'],
) => ({
  description: 'What it did.',
  headers: [etag],
  contents: [
    content('application/json', campaignActed, {
      done: {
        summary: 'Done',
        value: {
          ...stored,
          outcome: 'done',
          findings: [],
          before: { status: before, revision: 3 },
          withdrawn: { records, regions: records === 0 ? [] : ['dach'], waiting: [] },
          takesEffect,
        },
      },
    }),
  ],
})

const become = (status: 'approved' | 'paused' | 'ended' | 'draft', state: StoredCampaign['state']): StoredCampaign => ({
  ...STORED,
  campaign: { ...RECORD, status },
  state,
})

const act = (verb: CampaignVerbName, summary: string, answer: ReturnType<typeof acted>) =>
  opsOperation({
    route: `POST /ops/v1/campaigns/:id/${verb}`,
    id: `${verb}Campaign`,
    tag,
    summary,
    path,
    headers: [ifMatch],
    body: ORDER,
    answer,
    refusals: verb === 'submit' ? refusals.with(refusals.indexOf(conflict), notToSubmit) : refusals,
  })

type CampaignVerbName = 'submit' | 'approve' | 'reject' | 'withdraw' | 'pause' | 'resume' | 'end'

/** Campaigns of the schedule. */
export const campaignOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/campaigns',
    id: 'listCampaigns',
    tag,
    summary: 'The campaigns of the schedule, in the order asked for',
    query: queryOf(campaignFilters, { status: 'paused', region: 'dach', limit: 50 }),
    answer: {
      description: 'Those in the regions of the caller that match every filter.',
      contents: [
        content('application/json', campaignList, {
          one: {
            summary: 'One campaign',
            value: {
              total: 1,
              cursor: null,
              campaigns: [
                {
                  id: RECORD.id,
                  name: RECORD.name,
                  owner: RECORD.owner,
                  status: STORED.campaign.status,
                  state: STORED.state,
                  priority: RECORD.priority,
                  territories: RECORD.territories,
                  surfaces: RECORD.surfaces,
                  start: RECORD.start,
                  end: RECORD.end,
                  regions: STORED.regions,
                  revision: STORED.revision,
                  changedAt: STORED.changedAt,
                  waiting: null,
                  goal: null,
                  delivered: null,
                },
              ],
            },
          },
        }),
      ],
    },
  }),
  opsOperation({
    route: 'GET /ops/v1/campaigns/:id',
    id: 'getCampaign',
    tag,
    summary: 'A campaign as it is stored, and what waits beside it',
    path,
    query: queryOf(campaignView, {}),
    answer: {
      description: 'What it says, where it stands, and what it is to say next.',
      headers: [etag],
      contents: [
        content('application/json', storedCampaign, {
          paused: { summary: 'A paused one', value: STORED },
          waiting: { summary: 'One with a change that waits', value: WAITING },
        }),
      ],
    },
    refusals: [notFound],
  }),
  opsOperation({
    route: 'GET /ops/v1/campaigns/:id/counters',
    id: 'getCampaignCounters',
    tag,
    summary: 'What a campaign delivered, by day, territory and surface',
    path,
    query: queryOf(daysQuery, { from: '2026-11-16', to: '2026-11-22' }),
    answer: {
      description: 'Rows of the regions of the caller, for the days that were asked for.',
      contents: [
        content('application/json', campaignCounters, {
          one: {
            summary: 'One evening',
            value: {
              asOf: '2026-11-22T20:30:00.000Z',
              rows: [
                { day: '2026-11-22', territory: 'DE', surface: 'home-hero', impressions: 48_200, starts: 47_960 },
                { day: '2026-11-22', territory: 'AT', surface: 'home-hero', impressions: 5_140, starts: 5_100 },
              ],
            },
          },
        }),
      ],
    },
    refusals: [notFound],
  }),
  opsOperation({
    route: 'PUT /ops/v1/campaigns/:id',
    id: 'putCampaign',
    tag,
    summary: 'Say what a campaign is to be: what is on the air runs on until that is approved',
    path,
    headers: [ifMatch, ifNoneMatch],
    body: {
      description:
        'The record. It waits as a draft. A status takes a verb: it is left out, `draft`, or as it was read; another is 400.',
      contents: [
        content('application/json', campaignBody, { record: { summary: 'A campaign', value: { ...RECORD } } }),
      ],
    },
    answer: {
      description: 'The campaign, with what somebody should look at.',
      headers: [etag],
      contents: [
        content('application/json', writtenCampaign, {
          waits: { summary: 'It waits', value: { ...WAITING, approval: null, outcome: 'done', findings: [] } },
        }),
      ],
    },
    refusals,
  }),
  act(
    'submit',
    'Submit what waits of a campaign: somebody else is asked to approve it',
    acted(WAITING, 'approved', 0, 'nothing changes for viewers'),
  ),
  act(
    'approve',
    'Approve what waits of a campaign: it takes the place of what is on the air; never by who wrote it',
    acted(become('approved', 'live'), 'approved', 0, 'with the next publish'),
  ),
  act(
    'reject',
    'Send what was submitted back to its writer, as a draft',
    acted({ ...WAITING, approval: null }, 'approved', 0, 'nothing changes for viewers'),
  ),
  act(
    'withdraw',
    'Take back what was submitted; a draft beside a campaign is dropped',
    acted(become('approved', 'live'), 'approved', 0, 'nothing changes for viewers'),
  ),
  act('pause', 'Pause a campaign: what it shows is withdrawn at once', acted(STORED, 'approved', 1, 'at once')),
  act(
    'resume',
    'Resume a paused campaign: it plays from the next publish of its regions on',
    acted(become('approved', 'live'), 'paused', 0, 'with the next publish'),
  ),
  act(
    'end',
    'End a campaign for good: it is withdrawn at once, and never resumed',
    acted(become('ended', 'ended'), 'approved', 1, 'at once'),
  ),
]
