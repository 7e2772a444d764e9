import { deltaVariance } from '../estimate/delta-variance.ts'
import { pooled } from '../estimate/pooled-effect.ts'
import type { FourValues, UnitSpread } from '../estimate/unit-spread.ts'
import { unitSpread } from '../estimate/unit-spread.ts'
import type { ArmMoments, MetricKind } from '../moments/moments.ts'

/** Below this, a ratio before exposure explains nothing of the one since (gbstats). */
const LEAST_RATIO_THETA = 1e-8

/**
 * How much of what units did before is taken off what they do: the slope of one on the other (Deng et al., Improving the
 * Sensitivity of Online Controlled Experiments by Utilizing Pre-Experiment Data, WSDM 2013). 0: nothing varied before.
 */
export function thetaOf(kind: MetricKind, control: ArmMoments, arm: ArmMoments): number {
  return kind === 'ratio'
    ? ratioTheta(unitSpread(kind, control), unitSpread(kind, arm))
    : meanTheta(unitSpread(kind, pooled(control, arm)))
}

/** The slope over the units of both arms together. */
function meanTheta(spread: UnitSpread): number {
  const [before, since] = [deltaVariance(spread, [0, 0, 1, 0]), deltaVariance(spread, [1, 0, 0, 0])]
  return before === 0 || since === 0 ? 0 : spread.covariances[0][2] / before
}

/** The same for ratios: covariance and variance of what the delta method makes linear, summed over both arms. */
function ratioTheta(...spreads: readonly UnitSpread[]): number {
  let [shared, before] = [0, 0]
  for (const { means, covariances } of spreads) {
    const [m, d, mPre, dPre] = means
    if (d === 0 || dPre === 0) return 0
    const [since, pre] = [[1 / d, -m / d ** 2] as const, [1 / dPre, -mPre / dPre ** 2] as const]
    const gradient: FourValues = [0, 0, pre[0], pre[1]]
    before += deltaVariance({ n: 0, means, covariances }, gradient)
    const [ofMPre, ofDPre] = [covariances[2], covariances[3]]
    shared += pre[0] * (ofMPre[0] * since[0] + ofMPre[1] * since[1])
    shared += pre[1] * (ofDPre[0] * since[0] + ofDPre[1] * since[1])
  }
  const theta = before === 0 ? 0 : shared / before
  return Math.abs(theta) < LEAST_RATIO_THETA ? 0 : theta
}
