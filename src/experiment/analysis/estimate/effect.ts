import type { MetricKind } from '../moments/moments.ts'
import type { ArmEstimate } from './arm-estimate.ts'
import { armEstimate } from './arm-estimate.ts'
import { deltaVariance } from './delta-variance.ts'
import type { FourValues, UnitSpread } from './unit-spread.ts'

/** How an arm is compared: as a share of control, or in the metric's own units. */
export const DIFFERENCES = ['relative', 'absolute'] as const
export type LiftDifference = (typeof DIFFERENCES)[number]

/** What an arm does to a metric, and how surely. */
export interface Effect {
  /** Arm less control; relative: as a share of control's plain value. */
  readonly value: number
  readonly standardError: number
  /** Degrees of freedom by Welch and Satterthwaite. */
  readonly degrees: number
  /** Units of both arms. */
  readonly units: number
}

/** Why a metric of an arm has no interval. */
export const EFFECT_STATES = [
  'no-units',
  'too-few-units',
  'zero-denominator',
  'no-variance',
  'zero-baseline',
  'out-of-range',
] as const
export type EffectState = (typeof EFFECT_STATES)[number]

/** Beyond this, the ends of an interval might be more than a number holds. */
const GREATEST = 1e290
/** Variances below this are of squares that a number holds with few digits only. */
const LEAST_VARIANCE = 1e-290

/** Two arms of one metric, to be compared. */
export interface ArmComparison {
  readonly kind: MetricKind
  readonly control: UnitSpread
  readonly arm: UnitSpread
  readonly difference: LiftDifference
}

/**
 * The effect of an arm against control, or why there is none. Equals gbstats' `EffectMoments` (GrowthBook, MIT).
 * @param theta how much of the time before is taken off both arms; 0: none
 */
export function effectOf({ kind, control, arm, difference }: ArmComparison, theta: number): Effect | EffectState {
  if (control.n === 0 || arm.n === 0) return 'no-units'
  if (control.n === 1 || arm.n === 1) return 'too-few-units'
  const [base, other] = [armEstimate(kind, control, theta), armEstimate(kind, arm, theta)]
  if (base === null || other === null) return 'zero-denominator'
  if (base.variance === 0 || other.variance === 0) return 'no-variance'
  if (difference === 'relative' && base.plain === 0) return 'zero-baseline'
  if (Math.min(base.variance, other.variance) < LEAST_VARIANCE) return 'out-of-range'
  const effect = compared(kind, { control, base, other, arm }, difference)
  const { value, standardError, degrees } = effect
  const isInRange = Math.abs(value) < GREATEST && standardError < GREATEST && standardError > 0 && degrees > 0
  return isInRange ? effect : 'out-of-range'
}

interface Estimates {
  readonly control: UnitSpread
  readonly base: ArmEstimate
  readonly arm: UnitSpread
  readonly other: ArmEstimate
}

function compared(kind: MetricKind, estimates: Estimates, difference: LiftDifference): Effect {
  const { control, base, arm, other } = estimates
  const rest = { degrees: welchDegrees(base, other), units: base.n + other.n }
  const lift = other.value - base.value
  if (difference === 'absolute') {
    return { ...rest, value: lift, standardError: Math.sqrt(base.variance / base.n + other.variance / other.n) }
  }
  const size = Math.abs(base.plain)
  const ofControl = deltaVariance(control, controlGradient(kind, base, other))
  const ofArm = deltaVariance(arm, scaled(other.gradient, 1 / size))
  return { ...rest, value: lift / size, standardError: Math.sqrt(ofControl / base.n + ofArm / other.n) }
}

/**
 * How a relative lift changes with control's means: they stand in the lift, and in what it is divided by. For means,
 * the difference of the arms before the exposure is left out of the second, as gbstats does: its expectation is 0.
 */
function controlGradient(kind: MetricKind, base: ArmEstimate, other: ArmEstimate): FourValues {
  const lift = kind === 'ratio' ? other.value - base.value : other.plain - base.plain
  const slope = (lift * Math.sign(base.plain)) / base.plain ** 2
  const own = scaled(base.gradient, -1 / Math.abs(base.plain))
  const [m, d] = base.plainGradient
  return [own[0] - slope * m, own[1] - slope * d, own[2], own[3]]
}

function scaled([m, d, mPre, dPre]: FourValues, by: number): FourValues {
  return [m * by, d * by, mPre * by, dPre * by]
}

/** Welch (1947): how many degrees of freedom two unequal variances leave. */
function welchDegrees(base: ArmEstimate, other: ArmEstimate): number {
  const [one, two] = [base.variance / base.n, other.variance / other.n]
  // Shares of their sum, since squares of variances may be more or less than a number holds.
  const [share, rest] = [one / (one + two), two / (one + two)]
  return 1 / (share ** 2 / (base.n - 1) + rest ** 2 / (other.n - 1))
}
