import { simdEngine } from '../../../src/decide/engine/simd/simd-engine.ts'
import { type OpenedSnapshot, openSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import { BUCKETS } from '../../../src/decide/pacing/coin.ts'
import { chance } from '../../../src/dev/demo/chance.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { instantiateKernel } from '../../decide/engine/engines.ts'
import { paced } from '../../decide/pacing/paced-world.ts'
import { NOW } from '../catalogue/large-snapshot.ts'

/** When the first share ends. */
export const FIRST_END = NOW + 600_000
/** So many campaigns have a goal: far more than in most schedules, since shelves have none there. */
const WITH_GOAL = 0.4

/**
 * The same schedule with 40 % of its campaigns paced, shelves too, at any share from 1 to 64. Opened on its own, so that
 * it shares no cache with the unpaced one.
 */
export function pacedLikeGoals(snapshot: Snapshot): OpenedSnapshot {
  const draw = chance(19, 0)
  let first = true
  const shares = paced(snapshot, () => {
    if (!draw.happens(WITH_GOAL)) return {}
    const endsAt = first ? FIRST_END : FIRST_END * 2
    first = false
    return { share: draw.whole(1, BUCKETS) / BUCKETS, endsAt }
  })
  return openSnapshot(shares, simdEngine(instantiateKernel))
}
