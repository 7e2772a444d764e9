import { RegionCompiler } from '../../compile/compiler.ts'
import type { OtherLearning } from '../../model/columns/other-learning.ts'
import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import { withWriterLock } from '../../schedule/ingest/writer-lock.ts'
import { NO_CHANGES } from '../../schedule/publishing/schedule-source.ts'
import { TextEntries } from '../../snapshot/text/text-entries.ts'
import { learningOf } from '../experiments/compiled-experiments.ts'
import { compileBy } from '../publish/compile-region.ts'
import type { PublisherContext } from '../publisher-context.ts'

/**
 * What a live snapshot would have of a run, or of none, that it does not bring: as the region is compiled with it now. An
 * asset that has left the schedule since has no taste in it. Null: the run cannot be read.
 */
export async function triedLearning(
  publisher: PublisherContext,
  { region, assets }: Pick<SnapshotHot, 'region' | 'assets'>,
  run: LearnedRunId | null,
): Promise<OtherLearning | null> {
  const source = await learningOf(publisher, run)
  if (source === null) return null
  const now = publisher.now()
  const { compiled } = await compileBy(publisher, region, {
    ...{ now, changes: NO_CHANGES },
    settle: () => withWriterLock(publisher, async () => undefined),
    newCompiler: ({ rules, mediaHosts, tastes }) =>
      new RegionCompiler(rules, region, now, new TextEntries(), mediaHosts, tastes, [source]),
  })
  const [made] = compiled.otherLearning ?? []
  return made === undefined ? null : { ...made, taste: tasteInRows(assets, compiled.hot.assets, made.taste) }
}

type AssetIds = Pick<SnapshotHot['assets'], 'idHash' | 'idCheck'>

/** Vectors of other rows, in the order of these. */
function tasteInRows(assets: AssetIds, made: AssetIds, taste: Int8Array): Int8Array {
  const rows = new Map(Array.from(made.idHash, (_, row) => [idOf(made, row), row]))
  const ordered = new Int8Array(assets.idHash.length * TASTE_DIMENSIONS)
  for (let row = 0; row < assets.idHash.length; row++) {
    const from = rows.get(idOf(assets, row))
    if (from === undefined) continue
    ordered.set(taste.subarray(from * TASTE_DIMENSIONS, (from + 1) * TASTE_DIMENSIONS), row * TASTE_DIMENSIONS)
  }
  return ordered
}

/** An asset, as columns know it. */
function idOf({ idHash, idCheck }: AssetIds, row: number): string {
  return `${idHash[row]} ${idCheck[row]}`
}
