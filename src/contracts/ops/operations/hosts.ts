import { content, type Operation } from '../../openapi/operation.ts'
import { hostList, hostSet } from '../answers/hosts.ts'
import { hostOrder } from '../requests/hosts.ts'
import { aliasInPath } from '../requests/paths.ts'
import { opsOperation } from './ops-operation.ts'
import { conflict, tooLarge } from './refusals.ts'

const tag = 'feeds'
const ALIAS = 'northlight'
const OLD = 'https://cdn.northlight.example'
const NEW = 'https://backup.northlight.example'

/** Hosts: where the media of feeds are. */
export const hostOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/hosts',
    id: 'listHosts',
    tag,
    summary: 'Where the files of aliases are',
    answer: {
      description: 'All aliases, by name.',
      contents: [
        content('application/json', hostList, {
          one: { summary: 'One alias', value: { hosts: [{ alias: ALIAS, origin: OLD }] } },
        }),
      ],
    },
  }),
  opsOperation({
    route: 'PUT /ops/v1/hosts/:alias',
    id: 'setHost',
    tag,
    summary: 'Move the files of an alias to another origin',
    description:
      'It is out with the next publish of weights of each region, in some five minutes; a region that is pinned or tries a canary waits for its end. No text is written again. Assets with files of an alias that had no origin are taken in by the next publish that reads the schedule.',
    path: { alias: [aliasInPath, ALIAS] },
    body: {
      description: 'The origin.',
      contents: [content('application/json', hostOrder, { move: { summary: 'Another CDN', value: { origin: NEW } } })],
    },
    answer: {
      description: 'The origin, and the one before.',
      contents: [
        content('application/json', hostSet, {
          moved: { summary: 'Moved', value: { alias: ALIAS, origin: NEW, before: OLD } },
        }),
      ],
    },
    refusals: [conflict, tooLarge],
  }),
]
