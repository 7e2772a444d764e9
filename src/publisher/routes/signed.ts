import type { SignedRecords } from '../../contracts/ops/answers/snapshots.ts'
import { keys } from '../../snapshot/format.ts'
import { answer } from './answer.ts'
import { type OpsContext, onlyParameters, regionOf } from './ops-context.ts'

/**
 * `GET /ops/v1/regions/{r}/signed`: pointer and takedown list exactly as signed and stored, with the public key to
 * verify them, for copying them elsewhere. Null: never announced.
 */
export async function signedRecords(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const { sink, signer } = context.get('publisher')
  // In this order: the list may be newer than the pointer, but never older.
  const pointer = await sink.getText(keys.pointer(region))
  const takedowns = await sink.getText(keys.takedowns(region))
  return answer<SignedRecords>(context).with({ region, pointer, takedowns, publicKeys: signer.publicKeys })
}
