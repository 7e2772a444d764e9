import { content, type Operation, type OperationAnswer } from '../../../openapi/operation.ts'
import { type LintFindingAnswer, lintAnswer } from '../../answers/campaigns/lint.ts'
import { campaignProblem } from '../../answers/campaigns.ts'
import { lintOrder } from '../../requests/lint.ts'
import { opsOperation } from '../ops-operation.ts'
import { notFound, tooLarge } from '../refusals.ts'
import { RECORD } from './campaign-examples.ts'

const OVERLAP: LintFindingAnswer = {
  rule: 'takeover-overlap',
  severity: 'error',
  campaigns: [RECORD.id, 'cmp_premiere'],
  territories: ['AT', 'DE'],
  surfaces: ['home-hero'],
  from: '2026-12-04T19:00:00.000Z',
  until: '2026-12-04T20:00:00.000Z',
  text: `${RECORD.id} and cmp_premiere each take over AT DE home-hero from Fri 2026-12-04 20:00 until Fri 2026-12-04 21:00 (Europe/Vienna)`,
  hint: 'move, shorten or end one of them, or give them other surfaces, territories or devices',
}

/** What the linter says of campaigns. */
export const lintOperations: readonly Operation[] = [
  opsOperation({
    route: 'POST /ops/v1/campaigns/lint',
    id: 'lintCampaigns',
    tag: 'campaigns',
    summary: 'What somebody should look at in campaigns, before they are on the air',
    body: {
      description: 'Ids, records, or both; empty: all that are on the air or in review. Nothing is stored.',
      contents: [content('application/json', lintOrder, { one: { summary: 'One', value: { ids: [RECORD.id] } } })],
    },
    answer: {
      description: 'What was found in the regions of the caller.',
      contents: [
        content('application/json', lintAnswer, {
          overlap: { summary: 'Two takeovers', value: { findings: [OVERLAP], left: [], regions: ['dach'] } },
        }),
      ],
    },
    refusals: [notFound, tooLarge],
  }),
]

/** 409 of a submission: it cannot be done as things stand, or the linter finds errors. */
export const notToSubmit: OperationAnswer = {
  name: 'NotToSubmit',
  status: 409,
  description: 'It cannot be done as things stand; or the linter finds errors, which `findings` lists.',
  contents: [
    content('application/problem+json', campaignProblem, {
      errors: {
        summary: 'Two takeovers',
        value: {
          type: 'about:blank',
          title: 'The linter finds errors',
          status: 409,
          detail: `takeover-overlap: ${OVERLAP.text}.`,
          field: 'findings',
          findings: [OVERLAP],
        },
      },
    }),
  ],
}
