import { content, type Operation, type OperationAnswer } from '../../../openapi/operation.ts'
import { type PreviewAnswer, type PreviewedSide, preview, previewProblem } from '../../answers/inquiries/preview.ts'
import { previewQuestion } from '../../requests/preview/preview.ts'
import { EXPLANATION } from '../inquiries/inquiry-examples.ts'
import { opsOperation } from '../ops-operation.ts'
import { notFound, tooLarge } from '../refusals.ts'

const HERO = { assetId: 'ast_hero', campaignId: 'cmp_dach-hero' }
const NIGHT = { assetId: 'ast_night', campaignId: 'cmp_night' }
const [kept] = EXPLANATION.kept
const autoplay = { allowed: false, reason: 'minor' as const }
const funnel = { maturity: 1 }
const { context, rejected, chances, total, floor } = EXPLANATION

const SIDE: PreviewedSide = {
  items: [{ position: 0, ...HERO, name: 'The hero', backup: false, propensity: 1, autoplay }],
  empty: null,
  kept: kept === undefined ? [] : [kept],
  rejected,
  funnel,
  chances,
  total,
  floor,
}

const ONE: PreviewAnswer = {
  at: '2026-12-04T19:00:00.000Z',
  regions: ['dach'],
  scheduleRevision: 31,
  viewer: {
    region: 'dach',
    context: { ...context, now: '2026-12-04T19:00:00.000Z' },
    before: SIDE,
    after: { ...SIDE, items: [{ position: 0, ...NIGHT, name: 'Night', backup: false, propensity: 1, autoplay }] },
    difference: [
      {
        position: 0,
        before: HERO,
        after: NIGHT,
        why: 'ast_hero is then not-approved (campaign.status: paused); ast_night is now outranked',
      },
    ],
  },
  panel: null,
  warnings: [],
}

const PANEL: PreviewAnswer = {
  at: null,
  regions: ['dach'],
  scheduleRevision: 31,
  viewer: null,
  panel: [{ territory: 'DE', age: 'kids', at: '2026-12-04T19:00:00.000Z', before: HERO, after: HERO, why: null }],
  warnings: [
    {
      rule: 'paused',
      text: 'cmp_night is paused, and an approval does not wake it: ff campaign resume cmp_night does',
    },
  ],
}

/** 400 of a preview. */
const faults: OperationAnswer = {
  status: 400,
  description: 'The question cannot be used, or records have faults: `refused` has all of them.',
  contents: [
    content('application/problem+json', previewProblem, {
      faults: {
        summary: 'A record with a fault',
        value: {
          type: 'about:blank',
          title: 'Records with faults',
          status: 400,
          detail: 'record 1, territories.0: a territory of rules/territories.json like DE. Nothing was previewed.',
          field: 'records.0.territories.0',
          refused: [
            {
              line: 1,
              path: 'territories.0',
              rule: 'unknown-territory',
              severity: 'error',
              value: 'DEU',
              hint: 'a territory of rules/territories.json like DE',
            },
          ],
        },
      },
    }),
  ],
}

/** What would be shown, before and after changes. */
export const previewOperation: Operation = opsOperation({
  route: 'POST /ops/v1/preview',
  id: 'preview',
  tag: 'inquiries',
  summary: 'What would be shown to whom, where and when, by the stored schedule and with changes in place of it',
  description:
    'The stored schedule is compiled as a publish at that instant would, once as it is and once with the changes, and the engine that serves decides both; every place takes the best. Nothing is written.',
  body: {
    description: 'Who, where and when, and what changes until then.',
    contents: [
      content('application/json', previewQuestion, {
        waiting: {
          summary: 'A change that waits, on Friday evening, for kids',
          value: {
            surface: 'home-hero',
            country: 'DE',
            kids: true,
            at: '2026-12-04T19:00:00Z',
            campaigns: ['cmp_dach-hero'],
          },
        },
        panel: {
          summary: 'Two territories, kids and adults',
          value: {
            surface: 'home-hero',
            campaigns: ['cmp_dach-hero'],
            panel: { territories: ['DE', 'AT'], ages: ['kids', 18], instants: ['2026-12-04T19:00:00Z'] },
          },
        },
      }),
    ],
  },
  answer: {
    description: 'Both answers, and where they differ.',
    contents: [
      content('application/json', preview, {
        one: { summary: 'For one viewer', value: ONE },
        panel: { summary: 'For a panel', value: PANEL },
      }),
    ],
  },
  refusals: [faults, notFound, tooLarge],
})
