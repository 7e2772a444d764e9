import { stat } from 'node:fs/promises'
import type { RegionId } from '../../../model/nouns/region.ts'
import { decodeSnapshot } from '../../../snapshot/decode.ts'
import { decodeTextIndex } from '../../../snapshot/text/text-index.ts'
import type { OpsClient } from '../../ops/ops-client.ts'
import { fetchedCopy, type OpenedCopy } from '../../replay/opened-copy.ts'
import { readFolder } from '../../snapshot/snapshot-folder.ts'
import { whichSnapshot } from '../../snapshot/which-snapshot.ts'

/** The snapshot that is asked about, and its region. */
export interface TargetSnapshot {
  readonly region: RegionId
  readonly copy: OpenedCopy
}

/**
 * Opens the snapshot that was typed: a folder of `ff snapshot get`, or the first digits of an id of a deployment.
 *
 * @param region of the log, for an id
 */
export async function targetSnapshot(
  typed: string,
  region: RegionId,
  ops: () => Promise<OpsClient>,
): Promise<TargetSnapshot> {
  if (await isFolder(typed)) {
    const { list, shards } = await readFolder(typed)
    const { shortWords } = decodeTextIndex(shards.get('text') ?? new Uint8Array())
    const snapshot = decodeSnapshot(list.snapshot, new Map([...shards, ['words', shortWords]]))
    return { region: list.region, copy: { snapshot, read: async () => undefined } }
  }
  const client = await ops()
  return { region, copy: await fetchedCopy(region, await whichSnapshot(client, region, typed), client) }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found?.isDirectory() === true
}
