import type { AnnouncedSnapshots, SnapshotHead } from '../../contracts/ops/answers/snapshots.ts'
import { readSnapshots } from '../../schedule/publishing/snapshot-history.ts'
import { SNAPSHOT_FORMAT } from '../../snapshot/format.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { firstOfPage } from '../../snapshot/text/text-pages.ts'
import { livePointer } from '../announce/live-region.ts'
import { headOf, pageOfSnapshot, storedShard } from '../announce/past-snapshot.ts'
import { OpsProblem } from '../ops-problem.ts'
import { answer } from './answer.ts'
import { type OpsContext, onlyParameters, regionOf } from './ops-context.ts'

/**
 * `GET /ops/v1/regions/{r}/snapshots`: what a region announces, and what it can be rolled back to, the latest first.
 */
export async function snapshots(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const region = regionOf(context)
  const publisher = context.get('publisher')
  const live = await livePointer(region, publisher)
  const known = await readSnapshots(publisher.redis, region)
  return answer<AnnouncedSnapshots>(context).with({
    region,
    snapshots: known.map(({ snapshot: id, shards, sequence, at, actor, reason, rules }) => ({
      snapshot: id,
      sequence,
      state: stateOf(id, sequence, live),
      announcedAt: sequence === null ? null : new Date(at).toISOString(),
      candidates: shards.find(({ name }) => name === 'hot')?.count ?? 0,
      headBytes: shards.reduce((sum, { bytes }) => sum + bytes, 0),
      rules,
      actor,
      reason,
    })),
  })
}

function stateOf(id: string, sequence: number | null, live: PointerPayload | null) {
  if (live?.snapshot === id) return live.pinnedUntil === null ? 'live' : 'pinned'
  if (live?.canary?.snapshot === id) return 'canary'
  return sequence === null ? 'put' : 'announced'
}

/** `GET /ops/v1/regions/{r}/snapshots/{id}`: the shards of a snapshot, the live one or one of the last days. */
export async function snapshot(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { region, id, head, live } = await asked(context)
  return answer<SnapshotHead>(context).with({ region, id, format: SNAPSHOT_FORMAT, live, head })
}

/**
 * `GET /ops/v1/regions/{r}/snapshots/{id}/{shard}`: the bytes of one shard: `hot`, `rules`, `weights`, `text`, or
 * `text.<index of its first asset>` for a text page. Always a single KV value.
 */
export async function snapshotShard(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { sink } = context.get('publisher')
  const { head } = await asked(context)
  const name = context.req.param('shard') ?? ''
  const first = firstOfPage(name)
  const entry = first === null ? head.find((each) => each.name === name) : await pageOfSnapshot(head, first, sink)
  const bytes = entry ? await storedShard(entry, sink) : null
  if (bytes === null) {
    throw new OpsProblem(404, 'No such shard', 'This shard of the snapshot is not stored, or does not exist.', 'shard')
  }
  return new Response(new Uint8Array(bytes), {
    // Its address says what is in it: whoever may read it need not read it twice.
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'private, max-age=31536000, immutable' },
  })
}

async function asked(context: OpsContext) {
  const region = regionOf(context)
  const id = context.req.param('id') ?? ''
  const found = await headOf(context.get('publisher'), region, id)
  if (found !== null) return { region, id, ...found }
  throw new OpsProblem(
    404,
    'No such snapshot',
    `Region ${region} has announced no snapshot with this id in the last days; its shards are no longer known.`,
    'id',
  )
}
