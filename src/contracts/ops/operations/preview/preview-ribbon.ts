import { content, type Operation } from '../../../openapi/operation.ts'
import { type PreviewRibbon, previewRibbon } from '../../answers/inquiries/preview-ribbon.ts'
import { ribbonQuestion } from '../../requests/preview/preview-ribbon.ts'
import { opsOperation } from '../ops-operation.ts'
import { notFound, tooLarge } from '../refusals.ts'
import { SNAPSHOT } from '../region-examples.ts'

const RIBBON: PreviewRibbon = {
  surface: 'home-hero',
  country: 'DE',
  region: 'dach',
  from: '2026-12-04T11:00:00.000Z',
  to: '2026-12-06T11:00:00.000Z',
  live: { snapshot: SNAPSHOT, sequence: 41 },
  scheduleRevision: null,
  rows: [
    {
      viewer: 'kids',
      runs: [
        {
          from: '2026-12-04T11:00:00.000Z',
          to: '2026-12-05T19:00:00.000Z',
          assetId: 'ast_hero',
          campaignId: 'cmp_dach-hero',
          autoplay: { allowed: false, reason: 'minor' },
          empty: null,
        },
        {
          from: '2026-12-05T19:00:00.000Z',
          to: '2026-12-06T11:00:00.000Z',
          assetId: null,
          campaignId: null,
          autoplay: null,
          empty: 'ended',
        },
      ],
    },
  ],
  assets: { ast_hero: 'The hero' },
  campaigns: { 'cmp_dach-hero': 'Heroes of December' },
}

/** What wins a surface over some hours, for each viewer. */
export const previewRibbonOperation: Operation = opsOperation({
  route: 'POST /ops/v1/preview/ribbon',
  id: 'previewRibbon',
  tag: 'inquiries',
  summary: 'What wins a surface over some hours, for each viewer, live or by the stored schedule',
  description:
    'By the engine that serves, without a draw, and with no campaign held back by pacing. The edges of the runs are exact: windows, clocks, parts of the day and takedowns are looked at where they turn. Nothing is written.',
  body: {
    description: 'Which surface, where, from when and for whom.',
    contents: [
      content('application/json', ribbonQuestion, {
        everybody: {
          summary: 'Two days of everybody',
          value: { surface: 'home-hero', country: 'DE', from: '2026-12-04T11:00:00Z', hours: 48 },
        },
        draft: {
          summary: 'An evening by the stored schedule, for kids and an age',
          value: {
            surface: 'home-hero',
            country: 'DE',
            from: '2026-12-04T17:00:00Z',
            hours: 6,
            stepMinutes: 5,
            viewers: ['kids', 12],
            draft: true,
          },
        },
      }),
    ],
  },
  answer: {
    description: 'A row of runs for each viewer.',
    contents: [content('application/json', previewRibbon, { kids: { summary: 'Two days of kids', value: RIBBON } })],
  },
  refusals: [notFound, tooLarge],
})
