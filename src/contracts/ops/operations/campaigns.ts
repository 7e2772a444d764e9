import { EXAMPLE_RECORDS } from '../../../model/examples/example-records.ts'
import { content, type Operation } from '../../openapi/operation.ts'
import { campaignActed, campaignList, type StoredCampaign, storedCampaign } from '../answers/campaigns.ts'
import { campaignCounters } from '../answers/events/counters.ts'
import { campaignFilters, campaignOrder } from '../requests/campaigns.ts'
import { daysQuery } from '../requests/days.ts'
import { campaignInPath } from '../requests/paths.ts'
import { opsOperation, queryOf } from './ops-operation.ts'
import { conflict, notFound, tooLarge } from './refusals.ts'

const tag = 'campaigns'
const RECORD = EXAMPLE_RECORDS.campaign
const path = { id: [campaignInPath, RECORD.id] } as const
const STORED: StoredCampaign = {
  record: { ...RECORD, status: 'paused' },
  revision: 4,
  addedAt: '2026-10-28T09:00:00.000Z',
  changedAt: '2026-11-22T20:30:00.000Z',
  regions: ['dach'],
  next: null,
}
const ORDER = {
  description: 'Why; with the revision that was seen, a campaign that changed since is left as it is.',
  contents: [
    content('application/json', campaignOrder, {
      reason: { summary: 'Why', value: { reason: 'wrong poster', revision: 3 } },
    }),
  ],
}
const refusals = [notFound, conflict, tooLarge]

const acted = (status: 'paused' | 'approved' | 'ended', before: 'paused' | 'approved', records: number) =>
  content('application/json', campaignActed, {
    done: {
      summary: 'Done',
      value: {
        outcome: 'done',
        campaign: { ...STORED, record: { ...STORED.record, status } },
        before: { status: before, revision: 3 },
        withdrawn: { records, regions: records === 0 ? [] : ['dach'], waiting: [] },
        takesEffect: records === 0 ? 'with the next publish' : 'at once',
      },
    },
  })

/** Campaigns of the schedule. */
export const campaignOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/campaigns',
    id: 'listCampaigns',
    tag,
    summary: 'The campaigns of the schedule, by id',
    query: queryOf(campaignFilters, { status: 'paused', region: 'dach', limit: 50 }),
    answer: {
      description: 'Those in the regions of the caller that match every filter.',
      contents: [
        content('application/json', campaignList, {
          one: {
            summary: 'One campaign',
            value: {
              total: 1,
              campaigns: [
                {
                  id: RECORD.id,
                  name: RECORD.name,
                  owner: RECORD.owner,
                  status: STORED.record.status,
                  priority: RECORD.priority,
                  territories: RECORD.territories,
                  surfaces: RECORD.surfaces,
                  start: RECORD.start,
                  end: RECORD.end,
                  regions: STORED.regions,
                  revision: STORED.revision,
                  changedAt: STORED.changedAt,
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
    summary: 'A campaign as it is stored',
    path,
    answer: {
      description: 'The record, with its revision and regions.',
      contents: [content('application/json', storedCampaign, { paused: { summary: 'A paused one', value: STORED } })],
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
    route: 'POST /ops/v1/campaigns/:id/pause',
    id: 'pauseCampaign',
    tag,
    summary: 'Pause a campaign: what it shows is withdrawn at once',
    path,
    body: ORDER,
    answer: { description: 'What it did.', contents: [acted('paused', 'approved', 1)] },
    refusals,
  }),
  opsOperation({
    route: 'POST /ops/v1/campaigns/:id/resume',
    id: 'resumeCampaign',
    tag,
    summary: 'Resume a paused campaign: it plays from the next publish of its regions on',
    path,
    body: ORDER,
    answer: { description: 'What it did.', contents: [acted('approved', 'paused', 0)] },
    refusals,
  }),
  opsOperation({
    route: 'POST /ops/v1/campaigns/:id/end',
    id: 'endCampaign',
    tag,
    summary: 'End a campaign for good: it is withdrawn at once, and never resumed',
    path,
    body: ORDER,
    answer: { description: 'What it did.', contents: [acted('ended', 'approved', 1)] },
    refusals,
  }),
]
