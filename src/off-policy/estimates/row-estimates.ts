import { intervalAround, NO_ESTIMATE, type OffPolicyEstimate, unitInfluence, withoutInterval } from './clustered.ts'
import { type PlaceMeans, placeMeans } from './place-means.ts'
import { PRIOR_IMPRESSIONS, type RewardTable } from './reward-table.ts'
import { type Leaning, rewardedAlike, type WeighedRows } from './weighed-rows.ts'

/** The value of a policy, reward per row, by four estimators. */
export interface OffPolicyEstimates {
  /** Mean of weight · reward (Horvitz and Thompson 1952): right on average, wide where weights are. */
  readonly ipw: OffPolicyEstimate
  /** The same over the sum of weights (Swaminathan and Joachims 2015): narrower; it hides what has no support. */
  readonly snipw: OffPolicyEstimate
  /** What the model of the reward expects of the policy, of the rows that it gets to: narrow, and as right as the model. */
  readonly dm: OffPolicyEstimate
  /** The model, corrected by weight · (reward − expected) (Dudík et al. 2011; on pages Kiyohara et al. 2022, eq. 9). */
  readonly dr: OffPolicyEstimate
}

/** What the log's own policy brought on the same rows, and how much more the other one would bring. */
export interface AgainstLog {
  readonly logged: OffPolicyEstimate
  /** The doubly robust estimate less that: of the same rows, so that what is luck in both does not count. */
  readonly change: OffPolicyEstimate
}

/** Estimates from all rows of some positions; each interval knows which of them belong to one unit. Rows that are rewarded alike give none. */
export function rowEstimates(all: WeighedRows, rows: Int32Array, table: RewardTable): OffPolicyEstimates {
  if (rows.length === 0) return { ipw: NO_ESTIMATE, snipw: NO_ESTIMATE, dm: NO_ESTIMATE, dr: NO_ESTIMATE }
  const value = (row: number): number => (all.weight[row] ?? 0) * (all.reward[row] ?? 0)
  const expected = (row: number): number => all.expected[row] ?? 0
  const means = placeMeans(all)
  const reached = rows.filter((row) => (all.weightAbove[row] ?? 0) > 0)
  const found = {
    ipw: meanOf(all, rows, value, null),
    snipw: selfNormalised(all, rows),
    dm: expectedMean(all, reached, expected, table),
    dr: meanOf(all, rows, correctedBy(all, means), correctedInfluence(all, rows, table, means)),
  }
  if (!rewardedAlike(all, rows)) return found
  const { ipw, snipw, dm, dr } = found
  return {
    ...{ ipw: withoutInterval(ipw), snipw: withoutInterval(snipw) },
    ...{ dm: withoutInterval(dm), dr: withoutInterval(dr) },
  }
}

type OfRow = (row: number) => number

/** The policy beside the one that wrote the log, over all rows. */
export function againstLog(all: WeighedRows, table: RewardTable): AgainstLog {
  const rows = Int32Array.from({ length: all.count }, (_, row) => row)
  const means = placeMeans(all)
  const [corrected, rewarded] = [correctedBy(all, means), (row: number): number => all.reward[row] ?? 0]
  const more = (row: number): number => corrected(row) - rewarded(row)
  const found = {
    logged: meanOf(all, rows, rewarded, null),
    change: meanOf(all, rows, more, correctedInfluence(all, rows, table, means)),
  }
  if (!rewardedAlike(all, rows)) return found
  return { logged: withoutInterval(found.logged), change: withoutInterval(found.change) }
}

/** The model, what corrects it, and what is expected below: a row of the doubly robust estimate. */
function correctedBy(all: WeighedRows, means: PlaceMeans): OfRow {
  return (row) => {
    const error = (all.reward[row] ?? 0) - (all.expectedOfLogged[row] ?? 0)
    const above = all.weightAbove[row] ?? 0
    const below = (1 - above) * means.at(all.position[row] ?? 0)
    return above * (all.expected[row] ?? 0) + (all.weight[row] ?? 0) * error + below
  }
}

/** Through the table, and through the means of positions by as much as weights from above are short of 1. */
function correctedInfluence(all: WeighedRows, rows: Int32Array, table: RewardTable, means: PlaceMeans): OfRow {
  const leaning = new Float64Array(means.places)
  for (const row of rows) {
    const position = all.position[row] ?? 0
    leaning[position] = (leaning[position] ?? 0) + (1 - (all.weightAbove[row] ?? 0)) / rows.length
  }
  const [ofTable, ofPlaces] = [modelInfluence(all, rows, table, 'carried'), means.influence(leaning)]
  return ofTable === null ? ofPlaces : (row) => ofTable(row) + ofPlaces(row)
}

/** How sure a model is that was given, nobody says: its mean has no interval. */
function expectedMean(all: WeighedRows, rows: Int32Array, expected: OfRow, table: RewardTable): OffPolicyEstimate {
  const influence = modelInfluence(all, rows, table, 'plain')
  const mean = meanOf(all, rows, expected, influence)
  return influence === null ? withoutInterval(mean) : mean
}

/** @param ofModel how the row moves the mean through the model that is fitted on it; null: it does not */
function meanOf(all: WeighedRows, rows: Int32Array, value: OfRow, ofModel: OfRow | null): OffPolicyEstimate {
  if (rows.length === 0) return NO_ESTIMATE
  let sum = 0
  for (const row of rows) sum += value(row)
  const mean = sum / rows.length
  const influence = unitInfluence(all.units)
  for (const row of rows) influence.add(all.unit[row] ?? 0, (value(row) - mean) / rows.length)
  // The table is fitted on all rows, so all of them move what it says of some.
  if (ofModel !== null) for (let row = 0; row < all.count; row++) influence.add(all.unit[row] ?? 0, ofModel(row))
  return intervalAround(mean, influence)
}

function selfNormalised(all: WeighedRows, rows: Int32Array): OffPolicyEstimate {
  let [sum, weights] = [0, 0]
  for (const row of rows) {
    sum += (all.weight[row] ?? 0) * (all.reward[row] ?? 0)
    weights += all.weight[row] ?? 0
  }
  if (!(weights > 0)) return NO_ESTIMATE
  const mean = sum / weights
  const influence = unitInfluence(all.units)
  for (const row of rows)
    influence.add(all.unit[row] ?? 0, ((all.weight[row] ?? 0) * ((all.reward[row] ?? 0) - mean)) / weights)
  return intervalAround(mean, influence)
}

/**
 * How a row moves an estimate through the reward table: it moves the expected reward of its action by (reward − expected) /
 * (impressions + 200), and through the mean all others. An estimate leans on an action by the policy's chance of it; the
 * doubly robust one only by what its own correction leaves of that.
 */
function modelInfluence(all: WeighedRows, rows: Int32Array, table: RewardTable, kind: keyof Leaning): OfRow | null {
  if (all.leanings === null) return null
  const leaning = leaningOf(all, rows, kind, table.impressions.length)
  const count = rows.length
  let onMean = (leaning.at(-1) ?? 0) / count
  for (const [action, impressions] of table.impressions.entries())
    onMean += ((leaning[action] ?? 0) / count) * (PRIOR_IMPRESSIONS / (impressions + PRIOR_IMPRESSIONS))
  return (row) => {
    const action = all.action[row] ?? 0
    const [reward, expected] = [all.reward[row] ?? 0, table.expected[action] ?? 0]
    const moved = (reward - expected) / ((table.impressions[action] ?? 0) + PRIOR_IMPRESSIONS)
    return ((leaning[action] ?? 0) / count) * moved + (onMean * (reward - table.mean)) / all.count
  }
}

function leaningOf(all: WeighedRows, rows: Int32Array, kind: keyof Leaning, actions: number): Float64Array {
  const sums = new Float64Array(actions + 1)
  const positions = new Set<number>()
  for (const row of rows) {
    positions.add(all.position[row] ?? 0)
    const action = all.action[row] ?? 0
    if (kind === 'carried') sums[action] = (sums[action] ?? 0) - (all.weight[row] ?? 0)
  }
  for (const position of positions) {
    const leaning = all.leanings?.[position]?.[kind]
    leaning?.forEach((chance, action) => {
      sums[action] = (sums[action] ?? 0) + chance
    })
  }
  return sums
}
