import { DEVICE_API } from '../../src/contracts/device/device-api.ts'
import type { Api } from '../../src/contracts/openapi/operation.ts'
import { OPS_API } from '../../src/contracts/ops/ops-api.ts'

/** Every API that is described, by the name of its document. */
export const APIS: readonly (readonly [name: string, api: Api])[] = [
  ['device', DEVICE_API],
  ['ops', OPS_API],
]
