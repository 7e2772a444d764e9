import type { WeighedRows } from './weighed-rows.ts'

/**
 * How many units tell rewards apart: those with a reward other than the most common one, among the rows that the policy comes to,
 * each as far as the policy weighs these rows, and once at most. Of clicks that are rare it is the units that clicked; where all
 * rewards are alike it is 0, and no interval says how far others could be. Where no reward is that of most rows, all units do.
 */
export function differingUnits(all: WeighedRows): number {
  const common = rewardOfMost(all)
  const weights = new Float64Array(all.units)
  for (let row = 0; row < all.count; row++) {
    if (all.reward[row] === common) continue
    const unit = all.unit[row] ?? 0
    weights[unit] = (weights[unit] ?? 0) + (all.weight[row] ?? 0)
  }
  return weights.reduce((sum, weight) => sum + Math.min(1, weight), 0)
}

/**
 * The reward that more than half of the rows have that weigh anything (Boyer and Moore 1991, "MJRTY: a fast majority vote
 * algorithm"); null: none has.
 */
function rewardOfMost(all: WeighedRows): number | null {
  const rewards = all.reward.filter((_, row) => (all.weight[row] ?? 0) > 0)
  let [candidate, lead] = [0, 0]
  for (const reward of rewards) {
    if (lead === 0) candidate = reward
    lead += reward === candidate ? 1 : -1
  }
  const votes = rewards.reduce((sum, reward) => (reward === candidate ? sum + 1 : sum), 0)
  return 2 * votes > rewards.length ? candidate : null
}
