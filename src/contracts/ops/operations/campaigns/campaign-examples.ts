import { EXAMPLE_RECORDS } from '../../../../model/examples/example-records.ts'
import { content, type OperationAnswer } from '../../../openapi/operation.ts'
import { campaignProblem, type StoredCampaign } from '../../answers/campaigns.ts'

/** The record of all examples. */
export const RECORD = EXAMPLE_RECORDS.campaign

/** A campaign that is paused. */
export const STORED: StoredCampaign = {
  campaign: { ...RECORD, status: 'paused' },
  state: 'paused',
  revision: 4,
  addedAt: '2026-10-28T09:00:00.000Z',
  changedAt: '2026-11-22T20:30:00.000Z',
  editedBy: 'mia@example.com',
  authors: [],
  secondedBy: 'tom@example.com',
  regions: ['dach'],
  next: null,
  approval: null,
  hold: null,
  share: null,
  delivery: null,
}
/** A campaign that is on the air, with a change that waits. */
export const WAITING: StoredCampaign = {
  ...STORED,
  campaign: { ...RECORD, status: 'approved' },
  state: 'live',
  authors: ['mia@example.com'],
  next: {
    campaign: { ...RECORD, status: 'review', weight: 2 },
    revision: 4,
    editedBy: 'mia@example.com',
    changedAt: '2026-11-22T20:30:00.000Z',
    diff: [{ field: 'weight', before: RECORD.weight, after: 2 }],
  },
  approval: {
    id: 'apr_01',
    askedBy: 'mia@example.com',
    expiresAt: '2026-12-06T20:30:00.000Z',
    state: 'asked',
    twoPersons: ['it is a takeover'],
  },
}

/** 412: the campaign is not as whoever asked saw it. */
export const campaignChanged: OperationAnswer = {
  name: 'CampaignChanged',
  status: 412,
  description: 'It was changed since it was looked at: with what it is now, and where that differs from what was sent.',
  contents: [
    content('application/problem+json', campaignProblem, {
      changed: {
        summary: 'Somebody else has changed it',
        value: {
          type: 'about:blank',
          title: 'Changed meanwhile',
          status: 412,
          detail: 'It is at revision 4. Look at `conflict`, and send If-Match: "r4".',
          field: 'If-Match',
          conflict: {
            revision: 4,
            campaign: WAITING.campaign,
            next: WAITING.next?.campaign ?? null,
            diff: [{ field: 'weight', now: 1, next: 2, sent: 3 }],
          },
        },
      },
    }),
  ],
}
