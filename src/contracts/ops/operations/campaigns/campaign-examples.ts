import { EXAMPLE_RECORDS } from '../../../../model/examples/example-records.ts'
import type { StoredCampaign } from '../../answers/campaigns.ts'

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
  regions: ['dach'],
  next: null,
  approval: null,
  share: null,
  delivery: null,
}
/** A campaign that is on the air, with a change that waits. */
export const WAITING: StoredCampaign = {
  ...STORED,
  campaign: { ...RECORD, status: 'approved' },
  state: 'live',
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
    twoPersons: ['it is a takeover'],
  },
}
