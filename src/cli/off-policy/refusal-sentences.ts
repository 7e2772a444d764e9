import type { PolicyEvaluation } from '../../off-policy/evaluate-policy.ts'
import { OFF_POLICY_BOUNDS, type RefusalReason } from '../../off-policy/verdict.ts'
import { count } from '../frame/output.ts'
import { percent, short } from './short-number.ts'

/** Why a log cannot carry a verdict, in words. */
export function refusalSentence(reason: RefusalReason, evaluation: PolicyEvaluation): string {
  const { used, n, units, ess, maxWeight, rejectedRows } = evaluation
  const [meanWeight, error] = [evaluation.meanWeight ?? 1, evaluation.meanWeightError ?? 0]
  const bounds = OFF_POLICY_BOUNDS
  switch (reason) {
    case 'effective-sample-size':
      return `the weights are so uneven that ${count(used)} rows say as much as ${short(ess)} of equal weight would; ${bounds.leastEffectiveSampleSize} are needed`
    case 'max-weight':
      return `one row weighs ${short(maxWeight)}, above a hundredth of the rows in use, ${short(used * bounds.greatestWeightShare)}: it could decide the estimate alone`
    case 'mean-weight':
      return `the weights are ${short(meanWeight)} on average, ${error > 0 ? short(Math.abs(meanWeight - 1) / error) : 'many'} standard errors from 1: what was logged is not what was drawn with, or the policy shows what was never drawn`
    case 'support':
      return `${percent(evaluation.support ?? 0)} of the policy's chance lies on what could have been drawn; ${percent(bounds.leastSupport)} is needed`
    case 'rejected-rows':
      return `${count(rejectedRows)} of ${count(n)} rows are rejected; ${percent(bounds.greatestRejectedShare)} may be`
    case 'few-units':
      return `${count(units)} ${units === 1 ? 'unit' : 'units'}; an interval needs ${bounds.leastUnits}`
    default:
      return reason satisfies never
  }
}
