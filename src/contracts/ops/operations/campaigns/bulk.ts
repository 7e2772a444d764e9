import { content, type Operation } from '../../../openapi/operation.ts'
import { type CampaignBulkDone, campaignBulkDone } from '../../answers/campaigns/campaign-bulk.ts'
import { writtenCampaign } from '../../answers/campaigns.ts'
import { campaignBulk, campaignCopy, undoOrder } from '../../requests/campaign-bulk.ts'
import { campaignInPath, changeInPath } from '../../requests/paths.ts'
import { etag } from '../contents.ts'
import { opsOperation } from '../ops-operation.ts'
import { conflict, notFound, tooLarge, withdrawsTooMuch } from '../refusals.ts'
import { campaignChanged, RECORD, STORED } from './campaign-examples.ts'

const tag = 'campaigns'

const DONE: CampaignBulkDone = {
  change: 'chg_01',
  undoes: null,
  dryRun: false,
  done: 1,
  unchanged: 0,
  refused: 1,
  changes: [
    {
      id: RECORD.id,
      name: 'Hero, DACH',
      revision: 5,
      outcome: 'done',
      diff: [{ field: 'weight', before: RECORD.weight, after: 2 }],
      refused: null,
    },
    {
      id: 'cmp_uki-hero',
      name: null,
      revision: 2,
      outcome: 'refused',
      diff: [],
      refused: 'you have not been granted schedule.ingest in region uki',
    },
  ],
  withdrawn: { records: 0, regions: [], waiting: [] },
}

const answered = (value: CampaignBulkDone) => ({
  description: 'What became of each campaign.',
  contents: [content('application/json', campaignBulkDone, { done: { summary: 'One was changed', value } })],
})

/** Changes of many campaigns, and copies. */
export const campaignBulkOperations: readonly Operation[] = [
  opsOperation({
    route: 'POST /ops/v1/campaigns/bulk',
    id: 'changeCampaigns',
    tag,
    summary: 'Do the same to many campaigns: an edit, or a verb',
    description:
      'An edit is that of `putCampaign`: what is on the air runs on, and the change waits beside it. Each campaign is changed if nobody has changed it since it was read, or refused by itself.',
    body: {
      description: 'Which campaigns, what is to be done, and why.',
      contents: [
        content('application/json', campaignBulk, {
          edit: {
            summary: 'An edit',
            value: {
              filter: { status: 'approved', owner: 'Zola Berlin' },
              set: { weight: 2 },
              append: { territories: ['AT'] },
              reason: 'for the weekend',
              dryRun: true,
            },
          },
          verb: { summary: 'A verb', value: { ids: [RECORD.id], verb: 'pause', reason: 'wrong poster' } },
        }),
      ],
    },
    answer: answered(DONE),
    refusals: [withdrawsTooMuch, tooLarge],
  }),
  opsOperation({
    route: 'POST /ops/v1/changes/:id/undo',
    id: 'undoChange',
    tag,
    summary: 'Put back what a change of many campaigns changed, but for what was changed since',
    description:
      'Nothing is told of campaigns in none of the regions of the caller: they stay as they are, and a change that has no others is not found.',
    path: { id: [changeInPath, 'chg_01'] },
    body: {
      description: 'Why.',
      contents: [
        content('application/json', undoOrder, { undo: { summary: 'Why', value: { reason: 'wrong filter' } } }),
      ],
    },
    answer: answered({ ...DONE, change: 'chg_02', undoes: 'chg_01' }),
    refusals: [notFound, withdrawsTooMuch, tooLarge],
  }),
  opsOperation({
    route: 'POST /ops/v1/campaigns/:id/copy',
    id: 'copyCampaign',
    tag,
    summary: 'Make a new draft that says what a campaign says, for other territories too',
    description: 'Local times stay local times: on the clock of each territory, it keeps to that of the new ones.',
    path: { id: [campaignInPath, RECORD.id] },
    body: {
      description: 'The id of the copy, where it goes, and why.',
      contents: [
        content('application/json', campaignCopy, {
          copy: {
            summary: 'For Austria',
            value: { id: 'cmp_austria', territories: ['AT'], reason: 'Austria too' },
          },
        }),
      ],
    },
    answer: {
      status: 201,
      description: 'The copy, a draft.',
      headers: [etag],
      contents: [
        content('application/json', writtenCampaign, {
          copy: {
            summary: 'A draft',
            value: {
              ...STORED,
              campaign: { ...RECORD, id: 'cmp_austria', territories: ['AT'], status: 'draft' },
              state: 'draft',
              revision: 1,
              outcome: 'done',
              findings: [],
            },
          },
        }),
      ],
    },
    refusals: [notFound, conflict, campaignChanged, tooLarge],
  }),
]
