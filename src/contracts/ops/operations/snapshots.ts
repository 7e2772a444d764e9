import { content, type Operation } from '../../openapi/operation.ts'
import { snapshotChanges } from '../answers/changes.ts'
import { signedRecords, snapshotHead, snapshotList } from '../answers/snapshots.ts'
import { comparedInPath, listInPath, regionInPath, shardInPath, snapshotInPath } from '../requests/paths.ts'
import { bytes } from './contents.ts'
import { opsOperation } from './ops-operation.ts'
import { notFound } from './refusals.ts'
import { CHANGES, SNAPSHOT, SNAPSHOT_BEFORE } from './region-examples.ts'

const tag = 'snapshots'
const region = { region: [regionInPath, 'dach'] } as const
const refusals = [notFound]
const list = { ...region, sha256: [listInPath, SNAPSHOT] } as const

/** Snapshots and signed records, as they are stored. */
export const snapshotOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/regions/:region/snapshots',
    id: 'listSnapshots',
    tag,
    summary: 'What a region announces, and what it can be rolled back to',
    path: region,
    answer: {
      description: 'The snapshots, the latest first.',
      contents: [
        content('application/json', snapshotList, {
          live: {
            summary: 'The live one',
            value: {
              region: 'dach',
              snapshots: [
                {
                  snapshot: SNAPSHOT,
                  sequence: 41,
                  state: 'live',
                  announcedAt: '2026-11-22T20:26:36.000Z',
                  candidates: 1_830,
                  headBytes: 96_400,
                  rules: '5f2a91c07be4d3a1',
                  actor: 'cron',
                  reason: 'schedule',
                },
              ],
            },
          },
        }),
      ],
    },
    refusals,
  }),
  opsOperation({
    route: 'GET /ops/v1/regions/:region/snapshots/:id',
    id: 'getSnapshot',
    tag,
    summary: 'The shards of a snapshot',
    path: { ...region, id: [snapshotInPath, SNAPSHOT] },
    answer: {
      description: 'Its head: `text` names the text pages.',
      contents: [
        content('application/json', snapshotHead, {
          live: {
            summary: 'The live one',
            value: {
              region: 'dach',
              id: SNAPSHOT,
              format: 3,
              live: true,
              head: [{ name: 'hot', sha256: SNAPSHOT_BEFORE, bytes: 61_204, count: 1_830 }],
            },
          },
        }),
      ],
    },
    refusals,
  }),
  opsOperation({
    route: 'GET /ops/v1/regions/:region/snapshots/:id/:shard',
    id: 'getShard',
    tag,
    summary: 'The bytes of one shard',
    path: { ...region, id: [snapshotInPath, SNAPSHOT], shard: [shardInPath, 'hot'] },
    answer: {
      description: 'The bytes as they are stored.',
      contents: [bytes('A shard: FlatBuffers, or a text page.')],
    },
    refusals,
  }),
  opsOperation({
    route: 'GET /ops/v1/regions/:region/snapshots/:id/diff/:other',
    id: 'diffSnapshots',
    tag,
    summary: 'The difference between two snapshots, in records and in decisions',
    path: { ...region, id: [comparedInPath, 'live'], other: [comparedInPath, 'draft'] },
    answer: {
      description: 'What the second has, and the first has not.',
      contents: [
        content('application/json', snapshotChanges, {
          draft: { summary: 'What a publish would change', value: { region: 'dach', ...CHANGES } },
        }),
      ],
    },
    refusals,
  }),
  opsOperation({
    route: 'GET /ops/v1/regions/:region/takedowns/:sha256',
    id: 'getTakedownText',
    tag,
    summary: 'The exact text of a takedown list of the last days',
    description: 'A replay applies it again.',
    path: list,
    answer: { description: 'The compact JWS, as it was announced.', contents: [bytes('A compact JWS.')] },
    refusals,
  }),
  opsOperation({
    route: 'GET /ops/v1/regions/:region/takedowns/:sha256/packed',
    id: 'getPackedTakedowns',
    tag,
    summary: 'The packed part of a takedown list of the last days',
    path: list,
    answer: { description: 'The bytes as they are stored.', contents: [bytes('Short hashes of what is withdrawn.')] },
    refusals,
  }),
  opsOperation({
    route: 'GET /ops/v1/regions/:region/signed',
    id: 'getSignedRecords',
    tag,
    summary: 'Pointer and takedown list exactly as signed and stored',
    description: 'For copying them elsewhere: a copy writes the list before the pointer.',
    path: region,
    answer: {
      description: 'The records, and the keys that verify them.',
      contents: [
        content('application/json', signedRecords, {
          signed: {
            summary: 'Both records',
            value: {
              region: 'dach',
              pointer: 'eyJhbGciOiJFZERTQSJ9.e30.c2ln',
              takedowns: 'eyJhbGciOiJFZERTQSJ9.e30.c2ln',
              publicKeys: [{ kid: 'k1', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }],
            },
          },
        }),
      ],
    },
    refusals,
  }),
]
