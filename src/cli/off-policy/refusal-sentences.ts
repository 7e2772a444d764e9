import type { PolicyEvaluation } from '../../off-policy/evaluate-policy.ts'
import type { LogSource } from '../../off-policy/log/logged-page.ts'
import { isSpoilt, OFF_POLICY_BOUNDS, type RefusalReason } from '../../off-policy/verdict.ts'
import { count } from '../frame/output.ts'
import { percent, short } from './short-number.ts'

/** Why a log cannot carry a verdict, in words. */
export function refusalSentence(reason: RefusalReason, evaluation: PolicyEvaluation): string {
  const { used, units, ess, maxWeight, leftOut } = evaluation
  const [meanWeight, error] = [evaluation.meanWeight ?? 1, evaluation.meanWeightError ?? 0]
  const bounds = OFF_POLICY_BOUNDS
  switch (reason) {
    case 'effective-sample-size':
      if (used === 0)
        return `no row is in use${whereTo(leftOut)}; as much as ${bounds.leastEffectiveSampleSize} of equal weight is needed`
      return `the weights are so uneven that ${rowsOf(used)} ${used === 1 ? 'says' : 'say'} as much as ${short(ess)} of equal weight would; ${bounds.leastEffectiveSampleSize} are needed`
    case 'max-weight':
      return `one row weighs ${short(maxWeight)}, above a hundredth of the rows in use, ${short(used * bounds.greatestWeightShare)}: it could decide the estimate alone`
    case 'mean-weight':
      return `the weights are ${short(meanWeight)} on average, ${error > 0 ? short(Math.abs(meanWeight - 1) / error) : 'many'} standard errors from 1: what was logged is not what was drawn with, or the policy shows what was hardly ever drawn`
    case 'support':
      if (evaluation.support === null) return 'without a row in use, nobody can say what could have been drawn'
      return `${percentBelow(evaluation.support)} of the policy's chance lies on what could have been drawn; ${percent(bounds.leastSupport)} is needed`
    case 'rejected-rows':
      return `${rejectedText(evaluation.sources.filter(isSpoilt))} are rejected; ${percent(bounds.greatestRejectedShare)} may be`
    case 'few-units':
      return `${count(units)} ${units === 1 ? 'unit' : 'units'}; an interval needs ${bounds.leastUnits}`
    case 'rewards-alike':
      return alikeSentence(evaluation)
    default:
      return reason satisfies never
  }
}

/** Where the rows of a log went, of which none is in use. */
function whereTo({ sticky, notDrawn }: PolicyEvaluation['leftOut']): string {
  return sticky + notDrawn === 0 ? '' : `: ${count(sticky)} are left out as sticky, ${count(notDrawn)} as not drawn`
}

/** What was rejected, of all that was read. */
export function rejectedText(sources: readonly LogSource[]): string {
  const some = sources.filter(({ rejected }) => rejected > 0)
  return some.map(({ of, read, rejected }) => `${count(rejected)} of ${count(read)} ${of}`).join(', ')
}

function alikeSentence({ differingUnits, estimates, leftOut }: PolicyEvaluation): string {
  const { leastDifferingUnits } = OFF_POLICY_BOUNDS
  const aside = leftOut.sticky + leftOut.notDrawn === 0 ? '' : '; what is left out counts for nothing'
  if (differingUnits === 0) {
    const which = estimates.ipw.value === 0 ? 'nothing that the policy shows was rewarded' : 'all rewards are alike'
    return `${which} among the rows in use, so that no interval can say how far off that is${aside}`
  }
  if (differingUnits >= leastDifferingUnits) return 'units are alike, so that no interval says how others would differ'
  return `rewards differ from the most common one in as few as ${short(differingUnits)} units, as the policy weighs them; an interval needs ${leastDifferingUnits}`
}

const rowsOf = (rows: number): string => `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`

/** A share that is too small, to a hundredth of a percent and never rounded up to what is needed. */
const percentBelow = (share: number): string => `${Math.floor(share * 10_000) / 100} %`
