import type { LoggedPage, OffPolicyLog } from '../log/logged-page.ts'

/** What is expected of an action at a slot of a page: a model of the reward that is not fitted on this log. */
export type RewardModel = (action: string, page: LoggedPage, slot: number) => number

/** As many impressions of the log's mean stand behind every action. */
export const PRIOR_IMPRESSIONS = 200

/** What a log tells of the reward of each action, at any position. */
export interface RewardTable {
  /** Indexes of the actions that were drawn; what has none is expected to give the mean. */
  readonly indexes: ReadonlyMap<string, number>
  readonly impressions: Float64Array
  /** (rewards + 200 · mean) / (impressions + 200) of each action. */
  readonly expected: Float64Array
  readonly mean: number
}

/** The table of a log: the model of the reward that its own estimates stand on, with no cross-fitting. */
export function rewardTable(log: OffPolicyLog): RewardTable {
  const indexes = new Map<string, number>()
  const [impressions, rewards]: [number[], number[]] = [[], []]
  let [sum, count] = [0, 0]
  for (const { slots } of log.pages) {
    for (const { action, reward, leftOut } of slots) {
      if (leftOut !== null) continue
      const index = indexes.get(action) ?? indexes.size
      indexes.set(action, index)
      impressions[index] = (impressions[index] ?? 0) + 1
      rewards[index] = (rewards[index] ?? 0) + reward
      sum += reward
      count++
    }
  }
  const mean = count === 0 ? 0 : sum / count
  const expected = rewards.map(
    (reward, index) => (reward + PRIOR_IMPRESSIONS * mean) / ((impressions[index] ?? 0) + PRIOR_IMPRESSIONS),
  )
  return { indexes, impressions: Float64Array.from(impressions), expected: Float64Array.from(expected), mean }
}
