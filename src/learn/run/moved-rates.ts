import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedAsset } from '../../model/learned/learned-run.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'

/** An asset whose rate has certainly moved since the run before. */
export interface MovedRate {
  readonly assetId: AssetId
  readonly surface: SurfaceId
  readonly before: number
  readonly after: number
}

/** What moved most between two runs. */
export interface MovedRates {
  readonly gained: readonly MovedRate[]
  readonly lost: readonly MovedRate[]
}

const MOST_NAMED = 10

type Assets = ReadonlyMap<AssetId, Pick<LearnedAsset, 'surfaces'>>

/** The assets that gained and lost most, by ratio, of those whose intervals are apart. */
export function movedRates(after: Assets, before: Assets): MovedRates {
  const gained: MovedRate[] = []
  const lost: MovedRate[] = []
  for (const [assetId, { surfaces }] of after) {
    for (const surface of SURFACE_IDS) {
      const [now, then] = [surfaces[surface], before.get(assetId)?.surfaces[surface]]
      if (now === undefined || then === undefined) continue
      const moved = { assetId, surface, before: then.rate, after: now.rate }
      if (now.low > then.high) gained.push(moved)
      if (now.high < then.low) lost.push(moved)
    }
  }
  return { gained: mostMoved(gained), lost: mostMoved(lost) }
}

function mostMoved(moved: readonly MovedRate[]): readonly MovedRate[] {
  const far = ({ before, after }: MovedRate) => Math.abs(Math.log(Math.max(after, 1e-9) / Math.max(before, 1e-9)))
  return [...moved]
    .sort((one, other) => far(other) - far(one) || (one.assetId < other.assetId ? -1 : 1))
    .slice(0, MOST_NAMED)
}
