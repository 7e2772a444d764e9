import { NO_INDEX, type SnapshotHot } from '../../model/columns/snapshot.ts'
import { indexOfHash } from '../rows/hash-search.ts'
import type { RowIndex } from '../rows/row-index.ts'
import { constraintBits, mustHold } from '../slate/constraints.ts'
import type { WantedSlot } from '../slate/contest.ts'
import { type Contest, lastOf, STANDING } from '../slate/contest.ts'
import { sameGroup, type Trace } from '../slate/slate-item.ts'

/**
 * The assets, by index, that cannot take the next slot of a slate: those on the page or the screen, those behind a
 * stand-in for their title, and those whose title, franchise or cluster would break more constraints than allowed.
 */
export function assetsAway(
  hot: SnapshotHot,
  index: RowIndex,
  contest: Contest,
  { allowed, rules }: WantedSlot,
): ReadonlySet<number> {
  const { plan, trail } = contest
  const bits = constraintBits(plan.policy.relaxationOrder)
  const away = new Away(hot, index)
  standingBack(contest, hot, away)
  for (const hash of contest.screen.assets) away.addAsset(hash)
  for (const picked of contest.picked) {
    const item = contest.pool[picked]
    if (item === undefined) continue
    away.addAsset(item.asset)
    if (plan.policy.titles === 'once') away.addTitle(item.title)
  }
  if (mustHold(bits['title-window'], allowed)) {
    for (const title of fullTitles(lastOf(trail, plan.policy.window - 1), rules.mostOfTitle)) away.addTitle(title)
  }
  const franchise = mustHold(bits['franchise-run'], allowed) ? rules.fullFranchise : undefined
  if (franchise !== undefined) away.addTitle(franchise.title)
  const cluster = mustHold(bits['cluster-run'], allowed) ? rules.fullCluster : 0
  away.addGroups(cluster, franchise?.franchise ?? 0)
  return away.assets
}

/** If one asset stands for each title, excludes the other assets of every title in the pool. */
function standingBack({ plan, pool, buffers }: Contest, hot: SnapshotHot, away: Away): void {
  if (plan.sticky === null || plan.policy.stickyDays === 0) return
  for (const { title } of pool) away.addTitle(title)
  for (const [at, { row }] of pool.entries()) {
    if (buffers.standing[at] === STANDING.waiting) away.assets.delete(hot.candidateAsset[row] ?? -1)
  }
}

class Away {
  readonly assets = new Set<number>()

  constructor(
    private readonly hot: SnapshotHot,
    private readonly index: RowIndex,
  ) {}

  /** Adds the asset with this `hash32`. If two assets share the hash, adds both: the slate cannot tell them apart. */
  addAsset(hash: number): void {
    for (const asset of rowsOfHash(this.hot.assets.idHash, hash)) this.assets.add(asset)
  }

  /** Adds the assets of the title with this `hash32`, in the same way. */
  addTitle(hash: number): void {
    if (hash === NO_INDEX) return
    for (const title of rowsOfHash(this.hot.titles.idHash, hash)) this.addAssetsOf(title)
  }

  /** Adds all titles of a cluster and of a franchise; 0: none. */
  addGroups(cluster: number, franchise: number): void {
    if (cluster === 0 && franchise === 0) return
    const { cluster: clusters, franchise: franchises } = this.hot.titles
    for (let title = 0; title < clusters.length; title++) {
      const alike = sameGroup(clusters[title] ?? 0, cluster) || sameGroup(franchises[title] ?? 0, franchise)
      if (alike) this.addAssetsOf(title)
    }
  }

  private addAssetsOf(title: number): void {
    for (const asset of this.index.assetsOf(title)) this.assets.add(asset)
  }
}

/** The rows of a hash in an ascending column. */
function rowsOfHash(column: Uint32Array, hash: number): readonly number[] {
  const rows: number[] = []
  for (let row = indexOfHash(column, hash); row >= 0 && column[row] === hash; row++) rows.push(row)
  return rows
}

/** The titles that a window already has as often as allowed. */
function fullTitles(window: readonly Trace[], most: number): readonly number[] {
  const counts = new Map<number, number>()
  for (const { title } of window) counts.set(title, (counts.get(title) ?? 0) + 1)
  return [...counts].filter(([, count]) => count >= most).map(([title]) => title)
}
