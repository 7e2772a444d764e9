import { DEVICE_API } from '../../src/contracts/device/device-api.ts'
import type { Api } from '../../src/contracts/openapi/operation.ts'
import { OPS_API } from '../../src/contracts/ops/ops-api.ts'
import type { Exception } from './lint.ts'

/** Every API that is described: the name of its document, the API, and what a linter says of it without need. */
export const APIS: readonly (readonly [name: string, api: Api, exceptions: readonly Exception[]])[] = [
  [
    'device',
    DEVICE_API,
    [
      {
        rule: 'operation-4xx-response',
        where: /^#\/paths\/~1(healthz|openapi\.json)\/get\//,
        why: 'they read nothing of a request, so there is nothing that a client could do wrong',
      },
    ],
  ],
  [
    'ops',
    OPS_API,
    [
      {
        rule: 'no-required-schema-properties-undefined',
        where: /\/(IsolateReport|IngestReport|KeptCandidate)\//,
        why: 'the keys of a record that has them all stand in `propertyNames`, which this rule does not read',
      },
      {
        rule: 'no-required-schema-properties-undefined',
        where: /\/Campaign\/properties\/goal\//,
        why: 'which of its fields is required is said beside their properties, where this rule does not look',
      },
    ],
  ],
]
