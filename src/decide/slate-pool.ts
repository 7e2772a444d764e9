import { PRIORITIES } from '../model/campaign-words.ts'
import type { SlatePolicy } from '../model/slate-policy.ts'
import { NO_INDEX, type Snapshot, type SnapshotHot } from '../model/snapshot.ts'
import { EXCLUDED, type Penalty, type Plane, type TopQuery } from './engine/engine.ts'
import type { GateInput } from './gates/gate.ts'
import { type CapCount, capReached } from './gates/pair-gates.ts'
import { takedownOf } from './gates/takedown.ts'
import { type OpenedSnapshot, SPEECH_GROUP } from './opened-snapshot.ts'
import { baseTerms, languageUnits } from './score-terms.ts'
import { requestVector, type TermVectors, unitsFrom } from './taste/term-vector.ts'
import { tierRanges } from './tier-ranges.ts'

/** A candidate with its score in whole units. */
export interface ScoredRow {
  readonly row: number
  readonly units: number
}

/** What a pool is drawn from and scored with. */
export interface PoolRequest {
  readonly input: GateInput
  readonly deniesKey: string
  readonly terms: TermVectors
  readonly penalties: readonly Penalty[]
  readonly counts: ReadonlyMap<number, CapCount>
  /** Indexes of assets that are left out. */
  readonly withheld: ReadonlySet<number>
  readonly policy: SlatePolicy
  /** Places to fill, backups included. */
  readonly places: number
}

/** A pool, and of which tiers it does not hold everything, as bits. */
export interface Pool {
  readonly rows: readonly ScoredRow[]
  readonly cutTiers: number
}

/** Of a weaker tier on a strict surface, while the stronger ones have enough. */
const UNSEEN = { rows: [], cut: true } as const

/** Rows that one query asks for at most, and the factor by which it asks again when caps have left too few. */
const GREATEST_QUERY = 1024
const AGAIN = 4

/**
 * The best eligible candidates for a placement, some of each tier: enough for the slate to have a choice at every
 * place, few enough that it composes in microseconds. Each tier's part holds its best, which may all be alike: what else
 * a place needs comes from the reserve.
 */
export function poolFor(snapshot: Snapshot, opened: OpenedSnapshot, request: PoolRequest): Pool {
  const { policy, places } = request
  const { hot } = snapshot
  return withAvailable(opened, request, (plane) => {
    const query = queryOf(snapshot, opened, request)
    const pool: ScoredRow[] = []
    let cutTiers = 0
    let enough = false
    for (const [tier, { from, to }] of tierRanges(hot).entries()) {
      if (from === to) continue
      const k = Math.min(GREATEST_QUERY, wanted(policy, tier, places))
      const best = enough ? UNSEEN : uncapped(opened, request, query, { plane, from, to, k })
      if (best.cut) cutTiers |= 1 << tier
      pool.push(...best.rows)
      enough ||= policy.tiers === 'strict' && titlesIn(hot, pool) >= 2 * places + policy.head
    }
    if (policy.newAssetEvery !== null) addNew(snapshot, opened, request, { query, plane, pool })
    return { rows: pool, cutTiers }
  })
}

/**
 * The best rows of some tiers among those of a narrower plane; on a strict surface those of the strongest tier alone
 * that has any.
 */
export function bestOf(
  snapshot: Snapshot,
  opened: OpenedSnapshot,
  request: PoolRequest,
  { tiers, narrow, most }: { readonly tiers: number; readonly narrow: (plane: Plane) => Plane; readonly most: number },
): readonly ScoredRow[] {
  const query = queryOf(snapshot, opened, request)
  return withAvailable(opened, request, (available) => {
    const plane = narrow(available)
    const k = Math.min(GREATEST_QUERY, most)
    const found: ScoredRow[] = []
    for (const [tier, { from, to }] of tierRanges(snapshot.hot).entries()) {
      if (((tiers >>> tier) & 1) === 0 || from === to) continue
      found.push(...uncapped(opened, request, query, { plane, from, to, k }).rows)
      if (request.policy.tiers === 'strict' && found.length > 0) break
    }
    opened.engine.free(plane)
    return found
  })
}

function queryOf(snapshot: Snapshot, opened: OpenedSnapshot, { input, terms, penalties }: PoolRequest): Query {
  return {
    base: opened.bases.slotFor(input.surface.id, input.context.now),
    vector: requestVector(terms),
    bonus: { group: SPEECH_GROUP, points: languageUnits(snapshot, input.context.language) },
    penalties,
  }
}

/** Calls `use` with the eligible rows but for those that are withheld. */
function withAvailable<Result>(
  { planes, engine }: OpenedSnapshot,
  { input, deniesKey, withheld }: PoolRequest,
  use: (plane: Plane) => Result,
): Result {
  return planes.withEligible(input, deniesKey, (eligible) => {
    if (withheld.size === 0) return use(eligible)
    const others = engine.withoutAssets(withheld)
    const both = engine.intersect([eligible, others])
    try {
      return use(both)
    } finally {
      engine.free(others)
      engine.free(both)
    }
  })
}

/** What all queries of a pool share. */
type Query = Pick<TopQuery, 'base' | 'vector' | 'bonus' | 'penalties'>
/** Of which rows one of them takes the best, and how many. */
type Reach = Pick<TopQuery, 'plane' | 'from' | 'to' | 'k'>

/** Places kept for new assets need some to choose from, however low they stand. */
function addNew(
  snapshot: Snapshot,
  opened: OpenedSnapshot,
  request: PoolRequest,
  { query, plane, pool }: { readonly query: Query; readonly plane: Plane; readonly pool: ScoredRow[] },
): void {
  const { hot } = snapshot
  const fresh = opened.newRows.planeFor(snapshot)
  // Where nothing is old, the best are new: there is nothing to keep a place from.
  if (fresh === null) return
  const both = opened.engine.intersect([plane, fresh])
  const k = request.policy.head + request.places
  const known = new Set(pool.map(({ row }) => row))
  const { rows: found } = uncapped(opened, request, query, { plane: both, from: 0, to: hot.candidateAsset.length, k })
  opened.engine.free(both)
  pool.push(...found.filter(({ row }) => !known.has(row)))
}

/** How many of a tier a slate may want: what it may place of it, with a choice at each place. */
function wanted(policy: SlatePolicy, tier: number, places: number): number {
  const name = PRIORITIES[tier] ?? 'evergreen'
  const share = policy.tiers === 'strict' ? 1 : policy.tiers[name]
  return Math.ceil(share * places) * 4 + policy.head
}

/** The best rows but those that the session has seen as often as their campaigns allow; and whether there may be more. */
function uncapped(
  { engine }: OpenedSnapshot,
  { counts, input }: PoolRequest,
  { base, vector, bonus, penalties }: Query,
  reach: Reach,
): { readonly rows: readonly ScoredRow[]; readonly cut: boolean } {
  const { hot } = input.snapshot
  const { plane, from, to } = reach
  for (let k = reach.k; ; k = Math.min(GREATEST_QUERY, k * AGAIN)) {
    const { rows, scores } = engine.top({ plane, base, from, to, vector, bonus, penalties, k })
    const found: ScoredRow[] = []
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? 0
      if (!isCapped(hot, row, counts, input)) found.push({ row, units: scores[index] ?? 0 })
    }
    // Fewer than asked for: that is all there is.
    if (rows.length < k) return { rows: found.slice(0, reach.k), cut: found.length > reach.k }
    if (found.length >= reach.k || k === GREATEST_QUERY) return { rows: found.slice(0, reach.k), cut: true }
  }
}

function isCapped(hot: SnapshotHot, row: number, counts: PoolRequest['counts'], { context }: GateInput): boolean {
  if (counts.size === 0) return false
  return capReached(hot, pairOf(hot, row), counts, context.now)
}

function pairOf(hot: SnapshotHot, row: number) {
  return { asset: hot.candidateAsset[row] ?? 0, campaign: hot.candidateCampaign[row] ?? 0 }
}

function titlesIn({ candidateAsset, assets }: SnapshotHot, pool: readonly ScoredRow[]): number {
  return new Set(pool.map(({ row }) => assets.title[candidateAsset[row] ?? 0] ?? NO_INDEX)).size
}

/**
 * As `poolFor`, of given candidates alone (a title's, a shared clip's): each is looked at by itself, with the verdicts
 * and the score that the engine would find.
 */
export function poolOf(
  snapshot: Snapshot,
  opened: OpenedSnapshot,
  request: PoolRequest,
  rows: Iterable<number>,
): readonly ScoredRow[] {
  const { hot } = snapshot
  const { input } = request
  const vector = requestVector(request.terms)
  const language = languageUnits(snapshot, input.context.language)
  const penalties = new Map<number, number>()
  for (const { hash, points } of request.penalties) penalties.set(hash, (penalties.get(hash) ?? 0) + points)
  const pool: ScoredRow[] = []
  for (const row of rows) {
    const { asset, campaign } = pairOf(hot, row)
    const lost = (penalties.get(hot.assets.idHash[asset] ?? 0) ?? 0) + (penalties.get(titleHash(hot, asset)) ?? 0)
    if (lost >= EXCLUDED || request.withheld.has(asset) || isCapped(hot, row, request.counts, input)) continue
    if (!passesAll(opened, input, { asset, campaign })) continue
    const { priority, weight, freshness, engagement } = baseTerms(snapshot, row, input.surface.id, input.context.now)
    const spoken = language[hot.assets.speech[asset] ?? 0] ?? 0
    const taste = unitsFrom(hot.assets.taste, asset, vector)
    pool.push({ row, units: priority + weight + freshness + engagement + spoken + taste - lost })
  }
  return pool.sort((a, b) => b.units - a.units || a.row - b.row)
}

function titleHash({ assets, titles }: SnapshotHot, asset: number): number {
  const title = assets.title[asset] ?? NO_INDEX
  return title === NO_INDEX ? -1 : (titles.idHash[title] ?? -1)
}

function passesAll(
  { planes }: OpenedSnapshot,
  input: GateInput,
  pair: { readonly asset: number; readonly campaign: number },
): boolean {
  return input.territory >= 0 && takedownOf(input, pair) === null && planes.passes(input, pair)
}
