import { z } from 'zod'
import { content, type MediaContent, type Operation } from '../../../openapi/operation.ts'
import { type CampaignDelivery, campaignDelivery } from '../../answers/campaigns/delivery.ts'
import { deliveryQuery, deliveryReportQuery } from '../../requests/campaigns/delivery.ts'
import { campaignInPath } from '../../requests/paths.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'
import { notFound } from '../refusals.ts'
import { RECORD } from './campaign-examples.ts'

const path = { id: [campaignInPath, RECORD.id] } as const
const ABOUT =
  'Rows of the regions of the caller. `booked` is the goal in proportion to the placements that are expected, `planned` is the same as the pacing of the campaign spreads it over the days, and `projected` has what is delivered already in it. Rows add up to the totals exactly. Days are in UTC.'

const EVENING = {
  booked: 50_000,
  planned: 50_000,
  delivered: 48_200,
  projected: { low: 48_900, mid: 49_400, high: 50_000 },
  starts: 47_960,
}

/** A report of one evening. */
export const DELIVERY: CampaignDelivery = {
  campaign: RECORD.id,
  asOf: '2026-11-22T20:30:00.000Z',
  from: '2026-11-22',
  to: '2026-11-22',
  today: '2026-11-22',
  goal: { counts: 'impressions', amount: 50_000, pacing: 'even' },
  plannedSoFar: 47_300,
  totals: EVENING,
  rows: [{ territory: 'DE', day: '2026-11-22', surface: 'home-hero', ...EVENING }],
  shortfall: { events: 600, by: 'projection' },
  funnel: {
    from: '2026-11-22T00:00:00.000Z',
    until: '2026-11-22T20:30:00.000Z',
    contexts: 480,
    logged: 1_900,
    asked: 200_000,
    lost: [
      { reason: 'frequency-cap', placements: 31_000 },
      { reason: 'pacing', placements: 20_000 },
      { reason: 'outranked', placements: 99_000 },
    ],
    outrankedBy: [{ campaign: 'cmp_premiere', placements: 99_000 }],
    picked: 50_000,
    picks: 50_000,
    delivered: 48_200,
    notSeen: 1_800,
    unsampled: 0,
  },
  remedies: [
    {
      kind: 'longer',
      change: { end: '2026-11-24T00:00:00' },
      text: '1 day longer, until 2026-11-24T00:00:00',
      expected: { low: 50_200, mid: 61_000, high: 74_000 },
      reachable: 'yes',
    },
  ],
  notes: ['Days are in UTC. Counts are estimated from the sampled decisions.'],
}

const FORMATS: readonly {
  readonly ending: string
  readonly name: string
  readonly summary: string
  readonly picture: MediaContent
}[] = [
  {
    ending: '',
    name: '',
    summary: 'What was booked of a campaign, planned, delivered, and what it will come to',
    picture: content('application/json', campaignDelivery, { one: { summary: 'One evening', value: DELIVERY } }),
  },
  {
    ending: '.csv',
    name: 'Csv',
    summary: 'The same as a sheet (CSV)',
    picture: content('text/csv', z.string().describe('A sheet as CSV.'), {
      csv: {
        summary: 'One evening',
        value: `campaign,territory,day,surface,counts,booked,planned,delivered,projected low,projected,projected high,starts,as of\r\n${RECORD.id},DE,2026-11-22,home-hero,impressions,50000,50000,48200,48900,49400,50000,47960,2026-11-22T20:30:00.000Z\r\n`,
      },
    }),
  },
  {
    ending: '.xlsx',
    name: 'Xlsx',
    summary: 'The same as a sheet (XLSX)',
    picture: content(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      z.string().describe('The same as a workbook.'),
      { xlsx: { summary: 'The bytes of a workbook', value: 'PK…' } },
    ),
  },
  {
    ending: '.svg',
    name: 'Picture',
    summary: 'The same as a picture (SVG): curves by day, added up',
    picture: content(
      'image/svg+xml',
      z.string().describe('A picture that says in words what it shows, for light and dark. It runs and loads nothing.'),
      { svg: { summary: 'Its beginning', value: '<svg xmlns="http://www.w3.org/2000/svg" …' } },
    ),
  },
]

/** What campaigns deliver. */
export const deliveryReportOperations: readonly Operation[] = FORMATS.map(({ ending, name, summary, picture }) =>
  opsOperation({
    route: `GET /ops/v1/campaigns/:id/delivery${ending}`,
    id: `getCampaignDelivery${name}`,
    tag: 'campaigns',
    summary,
    description: ABOUT,
    path,
    query: queryOf(ending === '' ? deliveryReportQuery : deliveryQuery, {
      ...{ from: '2026-11-16', to: '2026-11-22', by: 'territory,day,surface' },
    }),
    answer: { description: 'The report.', contents: [picture] },
    refusals: [notFound],
  }),
)
