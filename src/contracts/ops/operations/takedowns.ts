import { EXAMPLE_RECORDS } from '../../../model/examples/example-records.ts'
import { content, type Operation } from '../../openapi/operation.ts'
import { takedownAdded, takedownLifted, takedownList, takedownTried } from '../answers/takedowns.ts'
import { liftableInPath } from '../requests/paths.ts'
import { takedownOrder } from '../requests/takedowns.ts'
import { opsOperation } from './ops-operation.ts'
import { conflict, notFound, tooLarge } from './refusals.ts'

const tag = 'takedowns'
const ORDER = EXAMPLE_RECORDS.takedown
const REACH = {
  target: ORDER.target,
  regions: ['dach' as const, 'world' as const],
  known: true,
  reach: [
    {
      region: 'dach' as const,
      territories: ['DE'],
      candidates: 2,
      of: 128,
      emptied: [{ territory: 'DE', surface: 'post-play' as const }],
    },
  ],
}

/** Takedowns: what must not be served, now. */
export const takedownOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/takedowns',
    id: 'listTakedowns',
    tag,
    summary: 'The takedowns in force',
    description: 'It works without the scheduling store, too: what is announced is what is withdrawn.',
    answer: {
      description: 'Those in the regions that the caller may see, the oldest first.',
      contents: [
        content('application/json', takedownList, {
          one: {
            summary: 'One order',
            value: {
              takedowns: [
                {
                  ...ORDER,
                  regions: ['dach', 'world'],
                  announced: ['dach', 'world'],
                  addedAt: '2026-11-22T20:30:00.000Z',
                  store: 'stored',
                },
              ],
              forgotten: [],
              unread: [],
              journalRead: true,
            },
          },
        }),
      ],
    },
  }),
  opsOperation({
    route: 'POST /ops/v1/takedowns',
    id: 'addTakedown',
    tag,
    summary: 'Withdraw something, in force at once',
    description:
      'Needs neither a publish nor a check nor the scheduling store. The same order again, by the same person, is the same order: it has the same id. With `dryRun` the status is 200, and nothing is withdrawn.',
    body: {
      description: 'What, where, until when and why.',
      contents: [
        content('application/json', takedownOrder, {
          title: { summary: 'A title, everywhere', value: { target: ORDER.target, reason: ORDER.reason } },
          look: { summary: 'Only look', value: { target: 'tag:halloween', reason: 'season is over', dryRun: true } },
        }),
      ],
    },
    answer: {
      status: 201,
      description: 'The order, in force in every region that it reaches.',
      contents: [
        content('application/json', takedownAdded, {
          added: {
            summary: 'In force and stored',
            value: {
              takedown: ORDER,
              regions: REACH.regions,
              stored: true,
              journalRead: true,
              known: true,
            },
          },
        }),
      ],
    },
    refusals: [
      {
        status: 200,
        description: 'What the order would reach.',
        contents: [content('application/json', takedownTried, { tried: { summary: 'Its reach', value: REACH } })],
      },
      conflict,
      tooLarge,
    ],
  }),
  opsOperation({
    route: 'DELETE /ops/v1/takedowns/:id',
    id: 'liftTakedown',
    tag,
    summary: 'Lift a takedown everywhere',
    path: { id: [liftableInPath, ORDER.id] },
    answer: {
      description: 'It does not hold any more. What it withdrew plays again from the next announcement on.',
      contents: [
        content('application/json', takedownLifted, {
          lifted: { summary: 'Lifted', value: { lifted: ORDER.id, regions: REACH.regions } },
        }),
      ],
    },
    refusals: [notFound, conflict],
  }),
]
