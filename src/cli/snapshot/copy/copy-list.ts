import type { RegionId } from '../../../model/nouns/region.ts'
import { DENIES_NAME, keys, TAKEDOWNS_TEXT_NAME } from '../../../snapshot/format.ts'
import { sha256Hex } from '../../../snapshot/sha256.ts'
import type { TakedownsPayload } from '../../../snapshot/takedowns/payload.ts'
import { Refusal } from '../../frame/refusal.ts'
import type { OpsClient } from '../../ops/ops-client.ts'
import type { CopyTally } from './copy-values.ts'
import { readBack, type Target } from './read-back.ts'

/**
 * Copies the values that a takedown list refers to, before the list itself: its packed part, without which an edge
 * answers from the baseline, and its own text under its hash, because lines of the decision log refer to that. The
 * ledger is not copied: a publisher that uses the copy works from the packed part until a person lifts a part of it.
 */
export async function copyList(
  ops: OpsClient,
  region: RegionId,
  { text, payload }: { readonly text: string; readonly payload: TakedownsPayload },
  { target, tally }: { readonly target: Target; readonly tally: CopyTally },
): Promise<void> {
  const bytes = new TextEncoder().encode(text)
  const sha256 = await sha256Hex(bytes)
  const named = [{ key: keys.shard(sha256, TAKEDOWNS_TEXT_NAME), sha256, bytes }]
  if (payload.packed !== null) {
    const packed = await ops.takedownsPacked(region, sha256)
    if ((await sha256Hex(packed)) !== payload.packed.sha256) {
      throw new Refusal('the packed part of the takedown list does not match its hash', 'run the same command again')
    }
    named.unshift({ key: keys.shard(payload.packed.sha256, DENIES_NAME), sha256: payload.packed.sha256, bytes: packed })
  }
  // Written without reading first: KV may cache the absence of a key, and writing the same bytes again is harmless.
  await target.sink.putMany(named)
  for (const value of named) {
    const isRight = async (stored: Uint8Array) => (await sha256Hex(stored)) === value.sha256
    await readBack(target, value.key, () => target.sink.getBytes(value.key), isRight)
    tally.verified++
    tally.written++
    tally.bytesWritten += value.bytes.length
  }
}
