import type { ScheduledCampaign } from '../../compile/columns/campaign-terms.ts'
import { snapshotDiff } from '../../compile/diff/snapshot-diff.ts'
import type { SnapshotChanges } from '../../contracts/ops/answers/changes.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import { openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { decodeStored } from '../../snapshot/decode.ts'
import { encodeSnapshot } from '../../snapshot/encode.ts'
import { sealSnapshot } from '../../snapshot/seal.ts'
import { liveDenies, pairDenies } from '../announce/live-denies.ts'
import { livePointer, openLive } from '../announce/live-region.ts'
import { headOf } from '../announce/past-snapshot.ts'
import { OpsProblem } from '../ops-problem.ts'
import { compileRegion } from '../publish/compile-region.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** A requested snapshot, decoded. `schedule`: what a draft was compiled from. */
interface Found {
  readonly snapshot: Snapshot
  /** How many narrowings it knows of. */
  readonly narrowed: number
  readonly schedule: readonly ScheduledCampaign[] | null
}

/**
 * The difference between two snapshots of a region. Each is named by its id, or as `live`, `previous` (live before it),
 * or `draft` (what a publish would compile from the schedule now).
 */
export async function diffSnapshots(
  publisher: PublisherContext,
  region: RegionId,
  names: { readonly from: string; readonly to: string },
): Promise<SnapshotChanges> {
  const before = await found(publisher, region, names.from, 'id')
  const after = await found(publisher, region, names.to, 'other')
  const diff = snapshotDiff({
    live: openSnapshot(before.snapshot, typescriptEngine),
    next: openSnapshot(after.snapshot, typescriptEngine),
    sameDecisions: before.snapshot.id === after.snapshot.id,
    campaigns: after.schedule,
    rules: publisher.rules,
    now: publisher.now(),
    denies: pairDenies(await liveDenies(region, publisher), { live: before.narrowed, next: after.narrowed }),
  })
  return { region, from: before.snapshot.id, to: after.snapshot.id, ...diff }
}

async function found(publisher: PublisherContext, region: RegionId, name: string, field: string): Promise<Found> {
  if (name === 'draft') return draft(publisher, region)
  const id = await idOf(publisher, region, name)
  const known = id === null ? null : await headOf(publisher, region, id)
  if (id === null || known === null) {
    throw new OpsProblem(
      404,
      'No such snapshot',
      `Region ${region} has no snapshot "${name.slice(0, 64)}"; give an id of the last days, live, previous or draft.`,
      field,
    )
  }
  const snapshot = await decoded({ snapshot: id, shards: known.head }, publisher, field)
  return { snapshot, narrowed: known.narrowed, schedule: null }
}

async function idOf(publisher: PublisherContext, region: RegionId, name: string): Promise<string | null> {
  if (name !== 'live' && name !== 'previous') return name
  const pointer = await livePointer(region, publisher)
  return (name === 'live' ? pointer?.snapshot : pointer?.previous) ?? null
}

async function decoded(head: Parameters<typeof openLive>[0], publisher: PublisherContext, field: string) {
  try {
    return await openLive(head, publisher.sink)
  } catch {
    throw new OpsProblem(404, 'Not stored any more', `Shards of snapshot ${head.snapshot} are gone.`, field)
  }
}

async function draft(publisher: PublisherContext, region: RegionId): Promise<Found> {
  const { compiled, narrowed } = await compileRegion(publisher, region)
  const shards = encodeSnapshot(compiled)
  const { id, entries, values } = await sealSnapshot(region, shards)
  const snapshot = decodeStored(id, entries, new Map(values.map(({ key, bytes }) => [key, bytes])))
  return { snapshot, narrowed, schedule: compiled.campaigns }
}
