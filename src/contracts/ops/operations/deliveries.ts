import { EXAMPLE_RECORDS } from '../../../model/examples/example-records.ts'
import { content, type Operation } from '../../openapi/operation.ts'
import { chunkReceived, deliveryAnswer, deliveryList, deliveryReport, uploadOpened } from '../answers/deliveries.ts'
import { decisionOrder, deliveryQuery, finishOrder, uploadQuery } from '../requests/feeds.ts'
import { chunkInPath, deliveryInPath, feedInPath } from '../requests/paths.ts'
import { lines } from './contents.ts'
import { EXAMPLE_IDS, FINDING, HELD_REPORT, OPEN_DELIVERY, REPORT } from './feed-examples.ts'
import { opsOperation, queryOf } from './ops-operation.ts'
import { conflict, notFound, tooLarge } from './refusals.ts'
import { UPLOAD_CONTENTS } from './schedule.ts'

const tag = 'feeds'
const FEED_PATH = { id: [feedInPath, EXAMPLE_IDS.feed] } as const
const PATH = { id: [deliveryInPath, EXAMPLE_IDS.delivery] } as const

const report = content('application/json', deliveryReport, {
  promoted: { summary: 'One faulty item', value: REPORT },
  held: { summary: 'Too much is missing', value: HELD_REPORT },
})
const reasoned = {
  description: 'Why.',
  contents: [
    content('application/json', decisionOrder, {
      reason: { summary: 'A reason', value: { reason: 'the partner closed its summer shop' } },
    }),
  ],
}

/** What a program sends that parsed a feed itself. */
const ITEM_LINE = {
  v: 1,
  type: 'item',
  itemId: 'clip-7',
  line: 41,
  source: '<item>…</item>',
  drafts: [{ ...EXAMPLE_RECORDS.asset, feed: { id: EXAMPLE_IDS.feed, itemId: 'clip-7' } }],
  findings: [{ ...FINDING, item: undefined }],
}

const { delivery, feed, mode, actor, at } = OPEN_DELIVERY
const { held, items, accepted, quarantined, removed } = HELD_REPORT
const IN_SHORT = {
  delivery,
  feed,
  mode,
  actor,
  at,
  state: 'held',
  held,
  items,
  accepted,
  quarantined,
  removed,
} as const

/** Deliveries: what a feed sends, whole or in chunks. */
export const deliveryOperations: readonly Operation[] = [
  opsOperation({
    route: 'POST /ops/v1/feeds/:id/deliveries',
    id: 'deliver',
    tag,
    summary: 'Deliver a feed; every item is answered for',
    description:
      'One faulty item stops no other: it goes into quarantine, and its last good version stays in force. A delivery is held when too much of it is missing, faulty, or under new ids, or when it is incomplete. `gzip` and `zstd` are unpacked.',
    path: FEED_PATH,
    query: queryOf(deliveryQuery, { mode: 'delta', dryRun: '1' }),
    body: {
      description: 'The feed, in the format of its settings.',
      contents: UPLOAD_CONTENTS,
    },
    answer: { description: 'What came of every item.', contents: [report] },
    refusals: [notFound, conflict, tooLarge],
  }),
  opsOperation({
    route: 'GET /ops/v1/feeds/:id/deliveries',
    id: 'listDeliveries',
    tag,
    summary: 'The last deliveries of a feed',
    path: FEED_PATH,
    answer: {
      description: 'The newest first.',
      contents: [
        content('application/json', deliveryList, {
          one: { summary: 'One, held', value: { deliveries: [IN_SHORT] } },
        }),
      ],
    },
    refusals: [notFound],
  }),
  opsOperation({
    route: 'POST /ops/v1/feeds/:id/uploads',
    id: 'openUpload',
    tag,
    summary: 'Begin a delivery in chunks',
    description: 'Nothing of it is visible before `finish`.',
    path: FEED_PATH,
    query: queryOf(uploadQuery, { mode: 'full' }),
    answer: {
      status: 201,
      description: 'The delivery, which waits for its chunks.',
      contents: [
        content('application/json', uploadOpened, {
          opened: { summary: 'Opened', value: { delivery: EXAMPLE_IDS.delivery } },
        }),
      ],
    },
    refusals: [notFound, conflict],
  }),
  opsOperation({
    route: 'PUT /ops/v1/deliveries/:id/chunks/:chunk',
    id: 'sendChunk',
    tag,
    summary: 'Send a chunk of at most 5,000 records; the same chunk may be sent again',
    path: { ...PATH, chunk: [chunkInPath, 3] },
    body: {
      description: 'Lines of canonical records, or of items that were mapped with the same code.',
      contents: [lines('Records or items, one a line.', 'A record and an item', EXAMPLE_RECORDS.title, ITEM_LINE)],
    },
    answer: {
      description: 'The chunk is stored.',
      contents: [
        content('application/json', chunkReceived, {
          received: {
            summary: 'For the first time',
            value: { delivery: EXAMPLE_IDS.delivery, chunk: 3, items: 2, repeated: false },
          },
        }),
      ],
    },
    refusals: [notFound, conflict, tooLarge],
  }),
  opsOperation({
    route: 'POST /ops/v1/deliveries/:id/finish',
    id: 'finishDelivery',
    tag,
    summary: 'Put a delivery in force after its last chunk',
    path: PATH,
    body: {
      description: 'How many chunks were sent.',
      contents: [
        content('application/json', finishOrder, { three: { summary: 'Three chunks', value: { chunks: 3 } } }),
      ],
    },
    answer: { description: 'What came of every item.', contents: [report] },
    refusals: [notFound, conflict, tooLarge],
  }),
  opsOperation({
    route: 'GET /ops/v1/deliveries/:id',
    id: 'getDelivery',
    tag,
    summary: 'One delivery: where it is, which chunks are there, and its report',
    path: PATH,
    answer: {
      description: 'The delivery.',
      contents: [
        content('application/json', deliveryAnswer, {
          open: { summary: 'It waits for chunks', value: OPEN_DELIVERY },
          held: {
            summary: 'Held',
            value: { ...OPEN_DELIVERY, state: 'held', chunks: [], report: HELD_REPORT },
          },
        }),
      ],
    },
    refusals: [notFound],
  }),
  opsOperation({
    route: 'POST /ops/v1/deliveries/:id/release',
    id: 'releaseDelivery',
    tag,
    summary: 'Put a held delivery in force',
    path: PATH,
    body: reasoned,
    answer: { description: 'What came of every item.', contents: [report] },
    refusals: [notFound, conflict, tooLarge],
  }),
  opsOperation({
    route: 'POST /ops/v1/deliveries/:id/discard',
    id: 'discardDelivery',
    tag,
    summary: 'Throw a delivery away that is held, or that waits for its chunks',
    description: 'Of one that waits for its chunks it takes `feed.deliver`, of a held one `feed.manage`.',
    path: PATH,
    body: reasoned,
    answer: {
      description: 'The delivery; the last good one stays in force.',
      contents: [
        content('application/json', deliveryAnswer, {
          discarded: { summary: 'Discarded', value: { ...OPEN_DELIVERY, state: 'discarded', chunks: [] } },
        }),
      ],
    },
    refusals: [notFound, conflict, tooLarge],
  }),
]
