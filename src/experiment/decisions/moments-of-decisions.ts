import type { ArmMoments, ExposedCell, MetricMoments } from '../analysis/moments/moments.ts'
import type { DecisionCount, DecisionMetric } from '../metrics/metric-definition.ts'
import type { LoggedDecision } from './logged-decision.ts'

/** A metric that the decision log tells, as a goal or as a guardrail. */
export interface LoggedMetric {
  readonly id: string
  readonly guardrail: boolean
  readonly definition: DecisionMetric
}

/**
 * Moments of logged decisions: weighted sums over the groups of units of each arm.
 * @param arms how many the experiment has
 */
export function momentsOfDecisions(
  decisions: readonly LoggedDecision[],
  metrics: readonly LoggedMetric[],
  arms: number,
): readonly MetricMoments[] {
  const groups = Array.from({ length: arms }, (_, arm) => groupsOf(decisions.filter((each) => each.arm === arm)))
  return metrics.map(({ id, guardrail, definition: { kind, goal, measure, per } }) => ({
    ...{ id, kind, goal, guardrail, toldBy: 'decisions' as const },
    arms: groups.map((those) => sumsOf(those.map((counts) => [counts[measure], counts[per]]))),
  }))
}

type Counts = Record<DecisionCount, number>

function groupsOf(decisions: readonly LoggedDecision[]): readonly Counts[] {
  const groups = new Map<string, Counts>()
  for (const { group, weight, asked, empty, shown, above } of decisions) {
    const counts = groups.get(group) ?? { asked: 0, empty: 0, shown: 0, above: 0 }
    counts.asked += weight * asked
    counts.empty += weight * empty
    counts.shown += weight * shown
    counts.above += weight * above
    groups.set(group, counts)
  }
  return [...groups.values()]
}

function sumsOf(values: readonly (readonly [m: number, d: number])[]): ArmMoments {
  const sum = (of: (m: number, d: number) => number) => values.reduce((total, [m, d]) => total + of(m, d), 0)
  return {
    n: values.length,
    m: { sum: sum((m) => m), sumSquares: sum((m) => m * m) },
    d: { sum: sum((_m, d) => d), sumSquares: sum((_m, d) => d * d) },
    products: { 'm.d': sum((m, d) => m * d) },
  }
}

/**
 * Groups of units by where their first sampled decision was: the rung that answered, and the place. Lines that are
 * logged for what they answered are left out: an arm that leaves more placements empty has more of them, however it was
 * split.
 */
export function cellsOfDecisions(decisions: readonly LoggedDecision[], arms: number): readonly ExposedCell[] {
  const first = new Map<string, LoggedDecision>()
  for (const each of decisions) {
    if (!each.isSampled) continue
    const unit = JSON.stringify([each.arm, each.group])
    const known = first.get(unit)
    if (known === undefined || each.at < known.at) first.set(unit, each)
  }
  const cells = new Map<string, { readonly where: ExposedCell['where']; readonly units: number[] }>()
  for (const { where, arm } of first.values()) {
    const key = JSON.stringify(where)
    const cell = cells.get(key) ?? { where, units: Array.from({ length: arms }, () => 0) }
    cell.units[arm] = (cell.units[arm] ?? 0) + 1
    cells.set(key, cell)
  }
  return [...cells].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell)
}
