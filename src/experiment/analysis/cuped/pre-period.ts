import { effectOf } from '../estimate/effect.ts'
import { unitSpread } from '../estimate/unit-spread.ts'
import { welchP } from '../inference/welch.ts'
import type { ArmMoments, MetricKind } from '../moments/moments.ts'

/** Below this p, arms differed before they were arms: what was before cannot be taken off. */
export const PRE_PERIOD_ALPHA = 0.001

/** Whether an arm was like control before the exposure. Null: not known, or nothing varied. */
export interface PrePeriod {
  readonly p: number | null
  readonly state: 'ok' | 'unbalanced' | 'no-covariate' | 'no-variance'
}

/** Compares what the units of two arms did before their exposure: Welch's test, absolute. */
export function prePeriodOf(kind: MetricKind, control: ArmMoments, arm: ArmMoments): PrePeriod {
  const [base, other] = [beforeOf(control), beforeOf(arm)]
  if (base === null || other === null) return { p: null, state: 'no-covariate' }
  const spreads = { control: unitSpread(kind, base), arm: unitSpread(kind, other) }
  const effect = effectOf({ kind, ...spreads, difference: 'absolute' }, 0)
  if (typeof effect === 'string') return { p: null, state: 'no-variance' }
  const p = welchP(effect)
  return { p, state: p < PRE_PERIOD_ALPHA ? 'unbalanced' : 'ok' }
}

/** What was before, as if it were the metric. */
function beforeOf({ n, mPre, dPre, products }: ArmMoments): ArmMoments | null {
  if (mPre === undefined) return null
  const product = products['mPre.dPre']
  return { n, m: mPre, d: dPre, products: product === undefined ? {} : { 'm.d': product } }
}
