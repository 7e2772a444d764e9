import { EXAMPLE_RECORDS } from '../../../model/examples/example-records.ts'
import { content, type Operation } from '../../openapi/operation.ts'
import { quarantineDetail, quarantineDropped, quarantineFixed, quarantineList } from '../answers/quarantine.ts'
import { decisionOrder, quarantinePatch, quarantineQuery } from '../requests/feeds.ts'
import { quarantineInPath } from '../requests/paths.ts'
import { ENTRY, EXAMPLE_IDS } from './feed-examples.ts'
import { opsOperation, queryOf } from './ops-operation.ts'
import { conflict, notFound, tooLarge } from './refusals.ts'

const tag = 'feeds'
const PATH = { id: [quarantineInPath, EXAMPLE_IDS.entry] } as const
const ASSET = EXAMPLE_RECORDS.asset

const fixed = content('application/json', quarantineFixed, {
  promoted: {
    summary: 'In force',
    value: { entry: { ...ENTRY, fixed: true }, outcome: 'promoted', findings: [] },
  },
  refused: { summary: 'Still faulty', value: { entry: ENTRY, outcome: 'refused', findings: ENTRY.findings } },
})

/** The quarantine: items that are kept out until somebody mends them. */
export const quarantineOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/quarantine',
    id: 'listQuarantine',
    tag,
    summary: 'Items in quarantine, with what is wrong with each',
    query: queryOf(quarantineQuery, { feed: EXAMPLE_IDS.feed, rule: 'url-expired' }),
    answer: {
      description: 'A page of those that the caller may see.',
      contents: [
        content('application/json', quarantineList, {
          page: { summary: 'One item', value: { entries: [ENTRY], cursor: null } },
        }),
      ],
    },
  }),
  opsOperation({
    route: 'GET /ops/v1/quarantine/:id',
    id: 'getQuarantined',
    tag,
    summary: 'One item in quarantine, with its source and its records',
    path: PATH,
    answer: {
      description: 'The item.',
      contents: [
        content('application/json', quarantineDetail, {
          item: {
            summary: 'Its media are gone',
            value: {
              ...ENTRY,
              source: '<item>…</item>',
              drafts: [{ ...ASSET, renditions: [] }],
              good: [ASSET.id],
              patch: null,
            },
          },
        }),
      ],
    },
    refusals: [notFound],
  }),
  opsOperation({
    route: 'PATCH /ops/v1/quarantine/:id',
    id: 'fixQuarantined',
    tag,
    summary: 'Mend an item by changing its records',
    description:
      'A JSON Merge Patch (RFC 7396) for each record to change. The fix is kept for later deliveries, for as long as the source repeats the same fault.',
    path: PATH,
    body: {
      description: 'The patches, by the ids of the records.',
      contents: [
        content('application/merge-patch+json', quarantinePatch, {
          media: { summary: 'Other media', value: { [ASSET.id]: { renditions: ASSET.renditions } } },
        }),
      ],
    },
    answer: { description: 'What the fix did.', contents: [fixed] },
    refusals: [notFound, conflict, tooLarge],
  }),
  opsOperation({
    route: 'POST /ops/v1/quarantine/:id/release',
    id: 'releaseQuarantined',
    tag,
    summary: 'Read an item again as it is, after settings or rules changed',
    path: PATH,
    body: {
      description: 'Why.',
      contents: [
        content('application/json', decisionOrder, {
          reason: { summary: 'A reason', value: { reason: 'the host is known now' } },
        }),
      ],
    },
    answer: { description: 'What the second look did.', contents: [fixed] },
    refusals: [notFound, conflict, tooLarge],
  }),
  opsOperation({
    route: 'DELETE /ops/v1/quarantine/:id',
    id: 'dropQuarantined',
    tag,
    summary: 'Forget an item in quarantine, and its fix',
    description: 'Its last good version stays in force. A later delivery with the same fault brings it back.',
    path: PATH,
    answer: {
      description: 'It is gone.',
      contents: [
        content('application/json', quarantineDropped, {
          dropped: { summary: 'Gone', value: { dropped: EXAMPLE_IDS.entry } },
        }),
      ],
    },
    refusals: [notFound, conflict],
  }),
]
