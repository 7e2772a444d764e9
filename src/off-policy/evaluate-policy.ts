import { differingUnits } from './estimates/differing-units.ts'
import { type PageEstimates, pageEstimates } from './estimates/page-estimates.ts'
import type { RewardModel } from './estimates/reward-table.ts'
import { type AgainstLog, againstLog, type OffPolicyEstimates, rowEstimates } from './estimates/row-estimates.ts'
import { type WeighedLog, weighRows } from './estimates/weigh-rows.ts'
import type { WeighedRows } from './estimates/weighed-rows.ts'
import { type WeightSummary, weightSummary } from './estimates/weight-summary.ts'
import { REJECTED_LISTED } from './log/gather-pages.ts'
import type { LogSource, OffPolicyLog, RejectedRow } from './log/logged-page.ts'
import type { TargetPolicy } from './policies/target-policy.ts'
import { type RefusalReason, refusalReasons } from './verdict.ts'

/** The estimates at one position, as the log counts them. */
export interface PositionEstimates extends OffPolicyEstimates {
  readonly position: number
  readonly n: number
}

/** What a log says of a policy that it was not written by. */
export interface PolicyEvaluation extends WeightSummary, AgainstLog {
  readonly policy: string
  /** Reward per row. */
  readonly estimates: OffPolicyEstimates
  /** Only when the log has several positions. */
  readonly byPosition?: readonly PositionEstimates[]
  /** Reward per page; only when the log has pages of several rows. */
  readonly page?: PageEstimates
  /** Rows of the log: those `used`, those rejected, and those left out. */
  readonly n: number
  readonly used: number
  readonly units: number
  /** Units with a reward other than the most common one, each as far as the policy weighs it, and once at most. */
  readonly differingUnits: number
  /** The first thousand; `rejectedRows` counts all. */
  readonly rejected: readonly RejectedRow[]
  readonly rejectedRows: number
  /** What was read, each with what of it was rejected: above 1 % of one refuses the verdict. */
  readonly sources: readonly LogSource[]
  readonly leftOut: { readonly sticky: number; readonly notDrawn: number }
  readonly verdict: 'ok' | 'refused'
  readonly reasons: readonly RefusalReason[]
}

/**
 * Estimates what a policy would have brought on the pages of a log, and whether the log can carry such a statement. The numbers
 * are there in either case.
 * @param model what is expected of actions, where something knows better than the log's own table
 * @throws RangeError when the policy says nothing of a position that the log has
 */
export function evaluatePolicy(
  log: OffPolicyLog,
  policy: TargetPolicy,
  model: RewardModel | null = null,
): PolicyEvaluation {
  const weighed = weighRows(log, policy, model)
  const { rows, leftOut, unjudged, table } = weighed
  const weights = weightSummary(rows)
  const estimates = rowEstimates(rows, allRows(rows), table)
  const [first, ...others] = log.sources
  const sources = [{ ...first, rejected: first.rejected + unjudged.length }, ...others]
  const differing = differingUnits(rows)
  const reasons = refusalReasons({ weights, estimates, used: rows.count, sources, units: rows.units, differing })
  const byPosition = positionEstimates(weighed, log.firstPosition)
  const page = pageEstimates(rows)
  return {
    ...{ policy: policy.name, estimates, ...againstLog(rows, table) },
    ...(byPosition.length > 1 ? { byPosition } : {}),
    ...(page === null ? {} : { page }),
    ...weights,
    ...{ n: log.rows, used: rows.count, units: rows.units, differingUnits: differing },
    rejected: [...log.rejected, ...unjudged].slice(0, REJECTED_LISTED),
    rejectedRows: sources.reduce((sum, { rejected }) => sum + rejected, 0),
    ...{ sources, leftOut },
    ...{ verdict: reasons.length === 0 ? 'ok' : 'refused', reasons },
  }
}

const allRows = (rows: WeighedRows): Int32Array => Int32Array.from({ length: rows.count }, (_, row) => row)

function positionEstimates({ rows, table }: WeighedLog, first: number): readonly PositionEstimates[] {
  const at: number[][] = []
  for (let row = 0; row < rows.count; row++) {
    const position = rows.position[row] ?? 0
    while (at.length <= position) at.push([])
    at[position]?.push(row)
  }
  return at.flatMap((members, position) => {
    if (members.length === 0) return []
    return [{ position: position + first, n: members.length, ...rowEstimates(rows, Int32Array.from(members), table) }]
  })
}
