import { intervalAround, NO_ESTIMATE, type OffPolicyEstimate, unitInfluence, withoutInterval } from './clustered.ts'
import { rewardedAlike, type WeighedRows } from './weighed-rows.ts'

/**
 * The value of a policy, reward per page, where viewers look from the top down: what a slot gives hangs on what stands above it,
 * and not on what stands below. So its weight is the product from the top down to it (McInerney et al. 2020, "Counterfactual
 * Evaluation of Slate Recommendations with Sequential Reward Interactions", equations 3 and 4).
 */
export interface PageEstimates {
  readonly ips: OffPolicyEstimate
  /** At each position over the mean of the weights there. */
  readonly snips: OffPolicyEstimate
}

/** Estimates from whole pages; null when no page has two rows that count. */
export function pageEstimates(all: WeighedRows): PageEstimates | null {
  const rows = Array.from({ length: all.count }, (_, row) => row).filter((row) => all.pages[all.page[row] ?? 0]?.whole)
  const several = rows.some((row, index) => index > 0 && all.page[row] === all.page[rows[index - 1] ?? 0])
  if (!several) return null
  const units = unitsOfPages(all, rows)
  const [ips, snips] = [inverse(all, rows, units), selfNormalised(all, rows, units)]
  return rewardedAlike(all, rows) ? { ips: withoutInterval(ips), snips: withoutInterval(snips) } : { ips, snips }
}

/** The unit of each page that has a row here. */
function unitsOfPages(all: WeighedRows, rows: readonly number[]): readonly number[] {
  return [...new Set(rows.map((row) => all.page[row] ?? 0))].map((page) => all.pages[page]?.unit ?? 0)
}

function inverse(all: WeighedRows, rows: readonly number[], units: readonly number[]): OffPolicyEstimate {
  const pages = units.length
  const given = (row: number): number => (all.weight[row] ?? 0) * (all.reward[row] ?? 0)
  const value = rows.reduce((sum, row) => sum + given(row), 0) / pages
  const influence = unitInfluence(all.units)
  for (const row of rows) influence.add(all.unit[row] ?? 0, given(row) / pages)
  for (const unit of units) influence.add(unit, -value / pages)
  return intervalAround(value, influence)
}

interface AtPosition {
  rows: number
  weights: number
  rewards: number
}

function selfNormalised(all: WeighedRows, rows: readonly number[], units: readonly number[]): OffPolicyEstimate {
  const positions: AtPosition[] = []
  for (const row of rows) {
    const position = all.position[row] ?? 0
    while (positions.length <= position) positions.push({ rows: 0, weights: 0, rewards: 0 })
    const at = positions[position]
    if (at === undefined) continue
    at.rows++
    at.weights += all.weight[row] ?? 0
    at.rewards += (all.weight[row] ?? 0) * (all.reward[row] ?? 0)
  }
  const used = positions.filter((at) => at.rows > 0)
  if (used.some(({ weights }) => !(weights > 0))) return NO_ESTIMATE
  const pages = units.length
  const value = used.reduce((sum, at) => sum + (at.rows * at.rewards) / at.weights, 0) / pages
  const influence = unitInfluence(all.units)
  for (const row of rows) {
    const { rows: count, weights, rewards } = positions[all.position[row] ?? 0] ?? { rows: 0, weights: 1, rewards: 0 }
    const mean = rewards / weights
    const moved = ((all.weight[row] ?? 0) * ((all.reward[row] ?? 0) - mean) * count) / weights
    influence.add(all.unit[row] ?? 0, (moved + mean) / pages)
  }
  for (const unit of units) influence.add(unit, -value / pages)
  return intervalAround(value, influence)
}
