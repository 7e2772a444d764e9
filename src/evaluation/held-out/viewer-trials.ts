import { ratesOfSurfaces } from '../../compile/learned/result-columns.ts'
import { doublingsOf } from '../../decide/score/engagement.ts'
import type { PointsTrial } from '../../learn/points/fitted-points.ts'
import type { UnnamedRun } from '../../learn/run/learn-run.ts'
import { TASTE_NORM } from '../../model/columns/taste-vector.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { tasteOf } from '../../profile/taste-sums.ts'
import { profileSums } from '../profiles.ts'
import { type FittedTerm, freshnessOf } from '../term-units.ts'
import type { HeldOutViewer } from './held-out-viewer.ts'

/** Terms that are learned, and the place: what stood first is rewarded more, and no term is to be praised for that. */
export type TrialTerm = FittedTerm | 'place'

/** What units of terms are made of. */
export interface TrialInputs {
  /** Learned of the days before. */
  readonly run: UnnamedRun
  readonly rules: Rules
  /** By asset; null: not known. */
  readonly releasedAt: ReadonlyMap<AssetId, number | null>
  /** Instant of the requests, milliseconds since 1970 UTC. */
  readonly now: number
}

/** What each viewer saw, with the units that the edge would have found: by int8 vectors, and the profile writer's profile. */
export function viewerTrials(
  viewers: readonly HeldOutViewer[],
  { run: { head, assets }, rules, releasedAt, now }: TrialInputs,
): readonly PointsTrial<TrialTerm>[] {
  const ofSurfaces = ratesOfSurfaces(new Map([...assets].map(([id, { surfaces }]) => [id, surfaces])))
  const ofAsset = (id: AssetId) => assets.get(id)?.taste ?? []
  return viewers.map(({ surface, likes, shown }) => {
    const history = { likes: likes.map(({ at }, item) => ({ item, at })) }
    const taste = tasteOf(profileSums(history, (item) => ofAsset(likes[item]?.assetId ?? 'ast_')))
    const places = head.positions[surface] ?? [1]
    const each = (unitOf: (seen: (typeof shown)[number]) => number) => Float64Array.from(shown, unitOf)
    return {
      liked: Uint8Array.from(shown, ({ rewarded }) => (rewarded ? 1 : 0)),
      units: {
        taste: each(({ assetId }) => product(ofAsset(assetId), taste) / TASTE_NORM ** 2),
        engagement: each(({ assetId }) => {
          const rate = assets.get(assetId)?.surfaces[surface]?.rate
          return rate === undefined ? 0 : doublingsOf(rate, ofSurfaces[surface] ?? 0)
        }),
        freshness: each(({ assetId }) => freshnessOf(rules, releasedAt.get(assetId) ?? null, now)),
        place: each(({ position }) => Math.log2(places[position] ?? places.at(-1) ?? 1)),
      },
    }
  })
}

function product(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0)
  return sum
}
