import { columnValue } from '../../model/columns/column-value.ts'
import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
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

/** The request for a pool: what it is drawn from and how rows are scored. */
export interface PoolRequest extends RankedBy {
  readonly input: GateInput
  readonly deniesKey: string
  /** `planeKeyOf` both. */
  readonly planeKey: string
  /** The named score terms; their sum is `vector`. */
  readonly terms: TermVectors
  /** Excluded in addition to what is penalised: what is on the screen, or must not come back. */
  readonly away: Away
  readonly counts: CapCounts
  /** Indexes of withheld assets. */
  readonly withheld: ReadonlySet<number>
  readonly policy: SlatePolicy
  /** Slots to fill, backups included. */
  readonly slots: number
  /** The source of the rows, ranked by this vector and these penalties. */
  readonly ranking: Ranking
  /** The shared ranking, if nothing is remembered of this viewer; else null. */
  readonly plain: RankedRows | null
}

/** The result for a weaker tier of a strict surface whose stronger tiers have enough: not searched. */
const UNSEEN: Best = { items: [], cut: true }

/**
 * The best eligible candidates for a placement, some of each tier: enough for the slate to have a choice at every slot,
 * few enough that it composes in microseconds. The best of a tier may all be alike; if a slot then needs another
 * candidate, it comes from the reserve.
 */
export function poolFor(opened: OpenedSnapshot, request: PoolRequest): Pool {
  const { input, away, counts, slots, plain } = request
  const whole = plain !== null && counts.size === 0 && away.every(({ size }) => size === 0)
  return whole
    ? plain.poolOf(slots, request.policy, input.pacing, () => drawnPool(opened, request))
    : drawnPool(opened, request)
}

function drawnPool(opened: OpenedSnapshot, request: PoolRequest): Pool {
  return (
    gathered(opened, request, null) ??
    withAvailable(opened, request, (available) => gathered(opened, request, available)) ??
    NOBODY
  )
}

const NOBODY: Pool = { items: [], cutTiers: 0 }

/** As `poolFor`; null if the engine has to be queried and `available` is null. */
function gathered(opened: OpenedSnapshot, request: PoolRequest, available: Available | null): Pool | null {
  const { policy, slots, ranking, input, away, counts } = request
  const { hot } = opened.snapshot
  const looking = { input, away, counts, available }
  const items: SlateItem[] = []
  let cutTiers = 0
  let enough = false
  for (const [tier, { from, to }] of tierRanges(hot).entries()) {
    if (from === to) continue
    const best = enough ? UNSEEN : ranking.best(tier, wanted(policy, tier, slots), looking)
    if (best === null) return null
    if (best.cut) cutTiers |= 1 << tier
    items.push(...best.items)
    enough ||= policy.tiers === 'strict' && titlesIn(hot, items) >= 2 * slots + policy.head
  }
  if (policy.newAssetEvery !== null && opened.newRows.plane !== null) {
    const best = ranking.best(NEW_ROWS, policy.head + slots, looking)
    if (best === null) return null
    const known = new Set(items.map(({ row }) => row))
    items.push(...best.items.filter(({ row }) => !known.has(row)))
  }
  return { items: counts.size === 0 ? items : items.map((item) => counted(item, input, counts)), cutTiers }
}

/**
 * The best rows of some tiers within a narrowed plane; on a strict surface only those of the strongest tier that has
 * any. Their items carry no cap counts.
 */
export function bestOf(
  opened: OpenedSnapshot,
  request: PoolRequest,
  { tiers, narrow, most }: { readonly tiers: number; readonly narrow: (plane: Plane) => Plane; readonly most: number },
): readonly SlateItem[] {
  const { vector, policy, input, counts } = request
  const penalties = penaltiesOf(request.penalties, request.away)
  const ranking = new DirectRanking(new RankedRows(opened, { vector, penalties }, 'own'))
  return withAvailable(opened, request, (all) => {
    const available = { ...all, plane: narrow(all.plane) }
    const found: SlateItem[] = []
    for (const [tier, { from, to }] of tierRanges(opened.snapshot.hot).entries()) {
      if (((tiers >>> tier) & 1) === 0 || from === to) continue
      const best = ranking.best(tier, most, { input, counts, available, away: [] })
      found.push(...(best?.items ?? []))
      if (policy.tiers === 'strict' && found.length > 0) break
    }
    opened.engine.free(available.plane)
    return found
  })
}

/** Calls `use` with the eligible rows, except the withheld ones and those that pacing holds back. */
function withAvailable<Result>(
  { planes, pacing, engine }: OpenedSnapshot,
  { input, deniesKey, planeKey, withheld }: PoolRequest,
  use: (available: Available) => Result,
): Result {
  const available = (shared: Plane, span: Span): Result => {
    const others = withheld.size === 0 ? [] : [engine.withoutAssets(withheld)]
    const open = input.pacing === null ? [] : [pacing.planeOf(input.pacing)]
    if (others.length + open.length === 0) return use({ plane: shared, shared, span })
    const plane = engine.intersect([shared, ...others, ...open])
    try {
      return use({ plane, shared, span })
    } finally {
      for (const each of [...others, plane]) engine.free(each)
    }
  }
  return planes.withEligible(input, deniesKey, available, planeKey)
}

/** How many rows of a tier a slate may need: its share of the slots, with a choice at each slot. */
function wanted(policy: SlatePolicy, tier: number, slots: number): number {
  const name = PRIORITIES[tier] ?? 'evergreen'
  const share = policy.tiers === 'strict' ? 1 : policy.tiers[name]
  return Math.ceil(share * slots) * 4 + policy.head
}

function titlesIn({ candidateAsset, assets }: SnapshotHot, pool: readonly SlateItem[]): number {
  const titles = new Set<number>()
  for (const { row } of pool) titles.add(columnValue(assets.title, columnValue(candidateAsset, row)))
  return titles.size
}
