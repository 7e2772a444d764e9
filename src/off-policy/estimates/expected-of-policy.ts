import type { LoggedPage, OffPolicyLog } from '../log/logged-page.ts'
import type { ActionChances, PolicyAtSlot } from '../policies/target-policy.ts'
import type { RewardModel, RewardTable } from './reward-table.ts'
import type { Leaning } from './weighed-rows.ts'

/** What is expected at a slot, of the policy and of the action that was logged, and what the log supports of the policy. */
export interface SlotExpectation {
  readonly expected: number
  readonly ofLogged: number
  readonly support: number
}

/** Judges slots one after another, and remembers how much of the policy lies on each action. */
export interface PolicyExpectation {
  readonly at: (page: LoggedPage, slot: number, chances: PolicyAtSlot, weightAbove: number) => SlotExpectation
  readonly leanings: readonly Leaning[]
}

/** A distribution as indexes of the reward table, with the sums that do not change from row to row. */
interface ResolvedChances {
  readonly indexes: Int32Array
  readonly expected: number
  readonly supports: number[]
}

/** Expects by a reward table, and by a model in its place where there is one. */
export function policyExpectation(log: OffPolicyLog, table: RewardTable, model: RewardModel | null): PolicyExpectation {
  const others = table.indexes.size
  const seen = seenAt(log, table)
  const leanings = seen.map(() => ({ plain: new Float64Array(others + 1), carried: new Float64Array(others + 1) }))
  const resolved = new Map<ActionChances, ResolvedChances>()

  const resolve = (all: ActionChances): ResolvedChances => {
    const known = resolved.get(all)
    if (known !== undefined) return known
    const indexes = Int32Array.from(all.actions, (action) => table.indexes.get(action) ?? others)
    let expected = all.elsewhere * table.mean
    for (let each = 0; each < indexes.length; each++)
      expected += (all.chances[each] ?? 0) * (table.expected[indexes[each] ?? others] ?? table.mean)
    const made = { indexes, expected, supports: [] }
    if (resolved.size < KEPT) resolved.set(all, made)
    return made
  }
  const supportOf = (all: ActionChances, { indexes, supports }: ResolvedChances, position: number): number => {
    const known = supports[position]
    if (known !== undefined) return known
    let support = 0
    for (let each = 0; each < indexes.length; each++)
      if (seen[position]?.has(indexes[each] ?? others)) support += all.chances[each] ?? 0
    supports[position] = support
    return support
  }
  const lean = (all: ActionChances, { indexes }: ResolvedChances, position: number, weightAbove: number): void => {
    const leaning = leanings[position]
    if (leaning === undefined) return
    const add = (index: number, chance: number): void => {
      if (weightAbove > 0) leaning.plain[index] = (leaning.plain[index] ?? 0) + chance
      leaning.carried[index] = (leaning.carried[index] ?? 0) + weightAbove * chance
    }
    for (let each = 0; each < indexes.length; each++) add(indexes[each] ?? others, all.chances[each] ?? 0)
    add(others, all.elsewhere)
  }
  const at = (page: LoggedPage, slot: number, chances: PolicyAtSlot, weightAbove: number): SlotExpectation => {
    const { action = '', position = 0 } = page.slots[slot] ?? {}
    const { all } = chances
    const ofLogged = model?.(action, page, slot) ?? table.expected[table.indexes.get(action) ?? others] ?? table.mean
    if (all === null) {
      const logged = { actions: [action], chances: ONE, elsewhere: 0 }
      lean(
        logged,
        { indexes: Int32Array.of(table.indexes.get(action) ?? others), expected: ofLogged, supports: [] },
        position,
        weightAbove,
      )
      return { expected: ofLogged, ofLogged, support: chances.support ?? 1 }
    }
    const found = resolve(all)
    if (model === null) lean(all, found, position, weightAbove)
    const expected =
      model === null ? found.expected : expectedByModel(all, (each) => model(each, page, slot), table.mean)
    return { expected, ofLogged, support: chances.support ?? supportOf(all, found, position) }
  }
  return { at, leanings }
}

/** So many distributions are resolved once; policies hand out fewer objects than that, or one for each slot. */
const KEPT = 50_000
const ONE = Float64Array.of(1)

function expectedByModel(all: ActionChances, model: (action: string) => number, mean: number): number {
  return all.actions.reduce(
    (sum, action, index) => sum + (all.chances[index] ?? 0) * model(action),
    all.elsewhere * mean,
  )
}

/** The actions that were drawn at each position. */
function seenAt(log: OffPolicyLog, table: RewardTable): readonly Set<number>[] {
  const seen: Set<number>[] = []
  for (const { slots } of log.pages) {
    for (const { action, position, leftOut } of slots) {
      while (seen.length <= position) seen.push(new Set())
      if (leftOut === null) seen[position]?.add(table.indexes.get(action) ?? -1)
    }
  }
  return seen
}
