import { columnValue } from '../../model/columns/column-value.ts'
import type { Snapshot, SnapshotHot } from '../../model/columns/snapshot.ts'
import { PRIORITIES } from '../../model/nouns/campaign-words.ts'
import type { SlatePolicy } from '../../model/policies/slate-policy.ts'
import type { CapCounts } from '../eligibility/count-caps.ts'
import type { Span } from '../eligibility/gate-planes.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import type { Plane } from '../engine/engine.ts'
import type { OpenedSnapshot } from '../opened/opened-snapshot.ts'
import { tierRanges } from '../rows/tier-ranges.ts'
import type { TermVectors } from '../score/taste/term-vector.ts'
import type { SlateItem } from '../slate/slate-item.ts'
import { counted } from '../slate/slate-items.ts'
import { type Away, penaltiesOf } from './away.ts'
import { DirectRanking } from './direct-ranking.ts'
import type { Pool } from './pool.ts'
import { NEW_ROWS, type RankedBy, RankedRows } from './ranked-rows.ts'
import type { Available, Best, Ranking } from './ranking.ts'

/** What a pool is drawn from and scored with. */
export interface PoolRequest extends RankedBy {
  readonly input: GateInput
  readonly deniesKey: string
  /** `planeKeyOf` both. */
  readonly planeKey: string
  /** Their sum is the vector. */
  readonly terms: TermVectors
  /** What is left out beside what is penalised: what is on the screen, or must not come back. */
  readonly away: Away
  readonly counts: CapCounts
  /** Indexes of assets that are left out. */
  readonly withheld: ReadonlySet<number>
  readonly policy: SlatePolicy
  /** Places to fill, backups included. */
  readonly places: number
  /** Where the rows come from, by that vector and those penalties. */
  readonly ranking: Ranking
  /** What is ranked for everybody, where nothing is remembered of this viewer; null: something is. */
  readonly plain: RankedRows | null
}

/** Of a weaker tier on a strict surface, while the stronger ones have enough. */
const UNSEEN: Best = { items: [], cut: true }

/**
 * The best eligible candidates for a placement, some of each tier: enough for the slate to have a choice at every
 * place, few enough that it composes in microseconds. Each tier's part holds its best, which may all be alike: what else
 * a place needs comes from the reserve.
 */
export function poolFor(snapshot: Snapshot, opened: OpenedSnapshot, request: PoolRequest): Pool {
  const { away, counts, places, plain } = request
  const whole = plain !== null && counts.size === 0 && away.every(({ size }) => size === 0)
  return whole
    ? plain.poolOf(places, request.policy, () => drawnPool(snapshot, opened, request))
    : drawnPool(snapshot, opened, request)
}

function drawnPool(snapshot: Snapshot, opened: OpenedSnapshot, request: PoolRequest): Pool {
  return (
    gathered(snapshot, opened, request, null) ??
    withAvailable(opened, request, (plane, span) => gathered(snapshot, opened, request, { plane, span })) ??
    NOBODY
  )
}

const NOBODY: Pool = { items: [], cutTiers: 0 }

/** As `poolFor`; null where the engine has to be asked, and it is not said of which rows. */
function gathered(
  snapshot: Snapshot,
  opened: OpenedSnapshot,
  request: PoolRequest,
  available: Available | null,
): Pool | null {
  const { policy, places, ranking, input, away, counts } = request
  const { hot } = snapshot
  const looking = { input, away, counts, available }
  const items: SlateItem[] = []
  let cutTiers = 0
  let enough = false
  for (const [tier, { from, to }] of tierRanges(hot).entries()) {
    if (from === to) continue
    const best = enough ? UNSEEN : ranking.best(tier, wanted(policy, tier, places), looking)
    if (best === null) return null
    if (best.cut) cutTiers |= 1 << tier
    items.push(...best.items)
    enough ||= policy.tiers === 'strict' && titlesIn(hot, items) >= 2 * places + policy.head
  }
  if (policy.newAssetEvery !== null && opened.newRows.planeFor(snapshot) !== null) {
    const best = ranking.best(NEW_ROWS, policy.head + places, looking)
    if (best === null) return null
    const known = new Set(items.map(({ row }) => row))
    items.push(...best.items.filter(({ row }) => !known.has(row)))
  }
  return { items: counts.size === 0 ? items : items.map((item) => counted(item, input, counts)), cutTiers }
}

/**
 * The best rows of some tiers among those of a narrower plane; on a strict surface those of the strongest tier alone
 * that has any. Their items know nothing of caps.
 */
export function bestOf(
  snapshot: Snapshot,
  opened: OpenedSnapshot,
  request: PoolRequest,
  { tiers, narrow, most }: { readonly tiers: number; readonly narrow: (plane: Plane) => Plane; readonly most: number },
): readonly SlateItem[] {
  const { vector, policy, input, counts } = request
  const penalties = penaltiesOf(request.penalties, request.away)
  const ranking = new DirectRanking(new RankedRows(snapshot, opened, { vector, penalties }))
  return withAvailable(opened, request, (plane, span) => {
    const available = { plane: narrow(plane), span }
    const found: SlateItem[] = []
    for (const [tier, { from, to }] of tierRanges(snapshot.hot).entries()) {
      if (((tiers >>> tier) & 1) === 0 || from === to) continue
      const best = ranking.best(tier, most, { input, counts, available, away: [] })
      found.push(...(best?.items ?? []))
      if (policy.tiers === 'strict' && found.length > 0) break
    }
    opened.engine.free(available.plane)
    return found
  })
}

/** Calls `use` with the eligible rows but for those that are withheld. */
function withAvailable<Result>(
  { planes, engine }: OpenedSnapshot,
  { input, deniesKey, planeKey, withheld }: PoolRequest,
  use: (plane: Plane, span: Span) => Result,
): Result {
  const available = (eligible: Plane, span: Span): Result => {
    if (withheld.size === 0) return use(eligible, span)
    const others = engine.withoutAssets(withheld)
    const both = engine.intersect([eligible, others])
    try {
      return use(both, span)
    } finally {
      engine.free(others)
      engine.free(both)
    }
  }
  return planes.withEligible(input, deniesKey, available, planeKey)
}

/** How many of a tier a slate may want: what it may place of it, with a choice at each place. */
function wanted(policy: SlatePolicy, tier: number, places: number): number {
  const name = PRIORITIES[tier] ?? 'evergreen'
  const share = policy.tiers === 'strict' ? 1 : policy.tiers[name]
  return Math.ceil(share * places) * 4 + policy.head
}

function titlesIn({ candidateAsset, assets }: SnapshotHot, pool: readonly SlateItem[]): number {
  const titles = new Set<number>()
  for (const { row } of pool) titles.add(columnValue(assets.title, columnValue(candidateAsset, row)))
  return titles.size
}
