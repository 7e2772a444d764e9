import { deriveContext } from '../../decide/context/derive-context.ts'
import { ANY_DEVICE, ANYBODY } from '../../decide/matrix/matrix-viewers.ts'
import type { OpenedSnapshot } from '../../decide/opened/opened-snapshot.ts'
import { columnValue } from '../../model/columns/column-value.ts'
import { type Deny, DenyList } from '../../model/denies/deny-list.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { askedOf } from './coverage.ts'
import { hasEligible } from './eligible-rows.ts'
import { type AgeBand, ageBands } from './panel-viewers.ts'
import { type PlaceMoments, placeMoments } from './place-moments.ts'

const HOUR_MS = 3_600_000

/** What a snapshot would lose through orders about to be given. */
export interface WithdrawnAnswers {
  /** Places and surfaces for which some viewer has an answer now, and nobody would have one. */
  readonly emptied: readonly { readonly territory: string; readonly surface: SurfaceId }[]
  /** Number of candidates that would be withdrawn somewhere in the region; `of`: of how many. */
  readonly candidates: number
  readonly of: number
}

/**
 * Computes what orders would take from the live snapshot.
 *
 * @param withdrawn the orders about to be given; `denies` those already in force
 * @param now milliseconds since 1970 UTC; orders that start within the horizon count too
 */
export function withdrawnAnswers(
  live: OpenedSnapshot,
  question: {
    readonly denies: DenyList
    readonly withdrawn: readonly Deny[]
    readonly rules: Pick<Rules, 'publish' | 'maturity'>
    readonly now: number
  },
): WithdrawnAnswers {
  const { denies, rules, now } = question
  const end = now + rules.publish.limits.horizonHours * HOUR_MS
  // Orders that start soon count as starting now: whoever confirms them is not asked again when they start.
  const withdrawn = question.withdrawn
    .filter(({ from }) => (from ?? now) < end)
    .map((deny) => ({ ...deny, from: null }))
  const bands = ageBands(rules)
  const cells = placeMoments([live.snapshot], { now, end: now, most: 1 }, []).flatMap((at) =>
    SURFACE_IDS.map((surface) => ({ at, surface })),
  )
  const left = denies.withAlso(withdrawn)
  // Lists are applied one after the other, because a snapshot caches the result for the last one.
  const empty = cells.filter((cell) => !isAnswered(live, cell, bands, { now, denies: left }))
  const emptied = empty.filter((cell) => isAnswered(live, cell, bands, { now, denies }))
  return {
    emptied: emptied.map(({ at, surface }) => ({ territory: at.code, surface })),
    candidates: withdrawnRows(live, withdrawn, now),
    of: live.snapshot.hot.candidateAsset.length,
  }
}

function isAnswered(
  live: OpenedSnapshot,
  { at, surface }: { readonly at: PlaceMoments; readonly surface: SurfaceId },
  bands: readonly AgeBand[],
  how: { readonly now: number; readonly denies: DenyList },
): boolean {
  return bands.some((band) => hasEligible(live, askedOf(live.snapshot, at, { band, surface, ...how })))
}

function withdrawnRows(live: OpenedSnapshot, withdrawn: readonly Deny[], now: number): number {
  const anywhere = DenyList.NONE.withAlso(withdrawn.map((deny) => ({ ...deny, territories: null })))
  return live.snapshot.hot.candidateAsset.length - servingCandidates(live, anywhere, now)
}

/** Number of candidates left under a list, at the place where most are left. */
export function servingCandidates(live: OpenedSnapshot, list: DenyList, now: number): number {
  const { candidateAsset, candidateCampaign } = live.snapshot.hot
  if (list.count === 0) return candidateAsset.length
  const places = placeMoments([live.snapshot], { now, end: now, most: 1 }, [])
  const left = places.map(({ place }) => {
    const context = deriveContext(live.snapshot.rules, { place, viewer: ANYBODY, hints: ANY_DEVICE, now })
    const { assets, campaigns } = live.denies(list, context).denies
    return candidateAsset.reduce((rows, asset, row) => {
      const isGone = assets.get(asset) !== undefined || campaigns.has(columnValue(candidateCampaign, row))
      return isGone ? rows : rows + 1
    }, 0)
  })
  return left.length === 0 ? candidateAsset.length : Math.max(...left)
}
