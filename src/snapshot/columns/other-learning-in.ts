import type { OtherLearning } from '../../model/columns/other-learning.ts'
import type { Snapshot, SnapshotHot } from '../../model/columns/snapshot.ts'
import { OTHER_LEARNING_SHARDS, otherLearningShard } from '../format.ts'
import { UnreadableShard } from './decode-hot.ts'
import { decodeOtherLearning } from './decode-other-learning.ts'

/**
 * What a snapshot's shards, by name, say of other runs; most snapshots have none.
 * @throws UnreadableShard for one that is not of this snapshot, or not of its name
 */
export function otherLearningIn(
  shards: ReadonlyMap<string, Uint8Array>,
  { region, assets }: Pick<SnapshotHot, 'region' | 'assets'>,
): Pick<Snapshot, 'otherLearning'> {
  const otherLearning = OTHER_LEARNING_SHARDS.flatMap((name): OtherLearning[] => {
    const bytes = shards.get(name)
    if (bytes === undefined) return []
    const other = decodeOtherLearning(bytes, { region, assets: assets.idHash.length })
    if (otherLearningShard(other.run) !== name) throw new UnreadableShard(`${name}: of run ${other.run}`)
    return [other]
  })
  return otherLearning.length === 0 ? {} : { otherLearning }
}
