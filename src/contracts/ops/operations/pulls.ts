import { content, type Operation } from '../../openapi/operation.ts'
import { deliveryReport } from '../answers/deliveries.ts'
import { feedInPath } from '../requests/paths.ts'
import { opsOperation } from './ops-operation.ts'
import { conflict, notFound, sourceFailed } from './refusals.ts'

const AT = '2026-11-22T12:00:00.000Z'
const COUNTS = { items: 0, accepted: 0, unchanged: 0, quarantined: 0, removed: 0, warnings: 0, refusedCount: 0 }
const UNCHANGED = {
  feed: 'northlight',
  delivery: null,
  mode: 'full',
  dryRun: false,
  outcome: 'unchanged',
  held: null,
  ...COUNTS,
  records: { title: 0, asset: 0, campaign: 0 },
  refused: [],
  watermark: AT,
  withdrawn: { records: 0, regions: [], waiting: [] },
  revision: 212,
} as const
const DELIVERED = {
  ...UNCHANGED,
  delivery: 'del_8Qm3',
  outcome: 'promoted',
  items: 120,
  accepted: 9,
  unchanged: 111,
  records: { title: 3, asset: 9, campaign: 0 },
  revision: 213,
} as const

/** Pulls: feeds that are fetched from their sources. */
export const pullOperations: readonly Operation[] = [
  opsOperation({
    route: 'POST /ops/v1/feeds/:id/pull',
    id: 'pullFeed',
    tag: 'feeds',
    summary: 'Fetch a feed from its source now',
    description:
      'The same as when its turn comes. A source that says that nothing has changed since the last delivery sends no items; the feed counts as complete from then on.',
    path: { id: [feedInPath, 'northlight'] },
    answer: {
      description: 'What came of every item.',
      contents: [
        content('application/json', deliveryReport, {
          delivered: { summary: 'Some items are new', value: DELIVERED },
          unchanged: { summary: 'Nothing has changed', value: UNCHANGED },
        }),
      ],
    },
    refusals: [notFound, conflict, sourceFailed],
  }),
]
