import type { RegionId } from '../../model/nouns/region.ts'
import { shortHash } from '../frame/output.ts'
import { Refusal } from '../frame/refusal.ts'
import { snapshotPrefix } from '../frame/values.ts'
import type { OpsClient } from '../ops/ops-client.ts'

/** Finds the whole id of a region's snapshot by its first digits; without them, that of the live one. */
export async function whichSnapshot(ops: OpsClient, region: RegionId, typed: string | undefined): Promise<string> {
  if (typed === undefined) {
    const { snapshot } = await ops.region(region)
    if (snapshot) return snapshot
    throw new Refusal(`region ${region} has no live snapshot`, `ff publish --region ${region}`)
  }
  const prefix = snapshotPrefix('ID', typed)
  if (prefix.length === 64) return prefix
  const { snapshots } = await ops.snapshots(region)
  const found = snapshots.filter(({ snapshot }) => snapshot.startsWith(prefix))
  if (found.length === 1 && found[0]) return found[0].snapshot
  const list = snapshots.map(({ snapshot }) => shortHash(snapshot)).join(', ')
  const what = found.length > 1 ? `several snapshots of ${region} begin` : `no snapshot of ${region} begins`
  throw new Refusal(`${what} with ${prefix}`, list ? `there are ${list}` : 'none is known: publish first')
}
