import type { LoggedPage, OffPolicyLog, RejectedRow } from '../log/logged-page.ts'
import type { PolicyAtSlot, TargetPolicy } from '../policies/target-policy.ts'
import { policyExpectation } from './expected-of-policy.ts'
import { numberColumn } from './number-column.ts'
import { type RewardModel, type RewardTable, rewardTable } from './reward-table.ts'
import type { CountedPage, WeighedRows } from './weighed-rows.ts'

/** A greater weight counts as this one, so that sums stay finite; the verdict refuses far smaller ones. */
export const GREATEST_WEIGHT = 1e100

/** A log with the weights that a policy gives its rows. */
export interface WeighedLog {
  readonly rows: WeighedRows
  readonly table: RewardTable
  readonly leftOut: { readonly sticky: number; readonly notDrawn: number }
  /** Rows of pages that the policy could not judge. */
  readonly unjudged: readonly RejectedRow[]
}

/** Asks a policy about every page of a log, once and in order. */
export function weighRows(log: OffPolicyLog, policy: TargetPolicy, model: RewardModel | null): WeighedLog {
  const table = rewardTable(log)
  const expectation = policyExpectation(log, table, model)
  const columns = columnsOf()
  const pages: CountedPage[] = []
  const leftOut = { sticky: 0, notDrawn: 0 }
  const unjudged: RejectedRow[] = []
  const units = unitNumbers()

  const weigh = (page: LoggedPage, chances: readonly PolicyAtSlot[]): void => {
    let [above, counted] = [1, false]
    for (const [index, slot] of page.slots.entries()) {
      if (slot.leftOut !== null) {
        leftOut[slot.leftOut]++
        above *= chances[index]?.carried ?? 1
        continue
      }
      if (!counted) pages.push({ unit: units.of(page), whole: page.whole })
      counted = true
      const answer = chances[index] ?? { chance: 0, all: null, support: 0 }
      const weight = Math.min(GREATEST_WEIGHT, above * (answer.chance / slot.propensity))
      const { expected, ofLogged, support } = expectation.at(page, index, answer, above)
      columns.unit.push(pages.at(-1)?.unit ?? 0)
      columns.page.push(pages.length - 1)
      columns.position.push(slot.position)
      columns.action.push(table.indexes.get(slot.action) ?? 0)
      columns.reward.push(slot.reward)
      columns.weight.push(weight)
      columns.weightAbove.push(above)
      columns.expected.push(expected)
      columns.expectedOfLogged.push(ofLogged)
      columns.support.push(support)
      above = weight
    }
  }
  for (const page of log.pages) {
    const chances = policy.chancesOf(page)
    if ('problem' in chances) {
      for (const { file, line } of page.slots) unjudged.push({ file, line, reason: `decision: ${chances.problem}` })
    } else weigh(page, chances)
  }
  const rows = gathered(columns, pages, units.count(), model === null ? expectation.leanings : null)
  return { rows, table, leftOut, unjudged }
}

function columnsOf() {
  return {
    ...{ unit: numberColumn(), page: numberColumn(), position: numberColumn(), action: numberColumn() },
    ...{ reward: numberColumn(), weight: numberColumn(), weightAbove: numberColumn() },
    ...{ expected: numberColumn(), expectedOfLogged: numberColumn(), support: numberColumn() },
  }
}

function gathered(
  columns: ReturnType<typeof columnsOf>,
  pages: readonly CountedPage[],
  units: number,
  leanings: WeighedRows['leanings'],
): WeighedRows {
  const weight = columns.weight.floats()
  return {
    ...{ count: weight.length, unit: columns.unit.integers(), page: columns.page.integers() },
    ...{ position: columns.position.integers(), action: columns.action.integers(), reward: columns.reward.floats() },
    ...{ weight, weightAbove: columns.weightAbove.floats(), expected: columns.expected.floats() },
    ...{ expectedOfLogged: columns.expectedOfLogged.floats(), support: columns.support.floats() },
    ...{ units, pages, leanings },
  }
}

function unitNumbers() {
  const named = new Map<string, number>()
  let unnamed = 0
  return {
    of: ({ unit }: LoggedPage): number => {
      if (unit === null) return named.size + unnamed++
      const known = named.get(unit) ?? named.size + unnamed
      named.set(unit, known)
      return known
    },
    count: () => named.size + unnamed,
  }
}
