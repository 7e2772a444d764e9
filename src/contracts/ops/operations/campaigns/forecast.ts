import { content, type Operation } from '../../../openapi/operation.ts'
import { type CampaignForecastAnswer, campaignForecastAnswer, heldCampaign } from '../../answers/campaigns/forecast.ts'
import { forecastOrder, holdOrder } from '../../requests/campaigns/forecast.ts'
import { campaignInPath } from '../../requests/paths.ts'
import { opsOperation } from '../ops-operation.ts'
import { conflict, notFound, tooLarge } from '../refusals.ts'
import { RECORD } from './campaign-examples.ts'

const FORECAST: CampaignForecastAnswer = {
  expected: { low: 1_120_000, mid: 1_310_000, high: 1_530_000 },
  counts: 'impressions',
  goal: 1_200_000,
  delivered: 0,
  reachable: 'risky',
  takesFrom: [{ campaignId: 'cmp_premiere', impressions: 420_000 }],
  daysOfData: 56,
  from: '2026-12-01T05:00:00.000Z',
  until: '2026-12-31T22:59:00.000Z',
  chances: 2_400_000,
  contexts: 580,
  regions: ['dach'],
  unknown: [],
  why: null,
}

const path = { id: [campaignInPath, RECORD.id] } as const

/** What campaigns can be expected to get. */
export const forecastOperations: readonly Operation[] = [
  opsOperation({
    route: 'POST /ops/v1/campaigns/:id/forecast',
    id: 'forecastCampaign',
    tag: 'campaigns',
    summary: 'What a campaign can be expected to get, and whom it takes that from',
    path,
    body: {
      description: 'A record in place of what waits; empty: what waits, or what the campaign says. Nothing is stored.',
      contents: [content('application/json', forecastOrder, { one: { summary: 'As it waits', value: {} } })],
    },
    answer: {
      description: 'What is expected, from counters of supply and logged decisions.',
      contents: [
        content('application/json', campaignForecastAnswer, { one: { summary: 'A risky goal', value: FORECAST } }),
      ],
    },
    refusals: [notFound, conflict, tooLarge],
  }),
  opsOperation({
    route: 'POST /ops/v1/campaigns/:id/hold',
    id: 'holdCampaign',
    tag: 'campaigns',
    summary: 'Forecasts leave room for the goal of a campaign for 72 hours; a second hold begins anew',
    path,
    body: {
      description: 'Why.',
      contents: [content('application/json', holdOrder, { why: { summary: 'Why', value: { reason: 'offer 1207' } } })],
    },
    answer: {
      description: 'Until when it is held, and what is expected of it.',
      contents: [
        content('application/json', heldCampaign, {
          one: {
            summary: 'Held',
            value: {
              ...FORECAST,
              hold: { by: 'mia@example.com', since: '2026-11-28T09:00:00.000Z', until: '2026-12-01T09:00:00.000Z' },
            },
          },
        }),
      ],
    },
    refusals: [notFound, conflict, tooLarge],
  }),
]
