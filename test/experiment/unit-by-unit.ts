import type { MetricKind, UnitValue } from '../../src/experiment/analysis/moments/moments.ts'

/** What a unit did, since its exposure and before. */
export type UnitValues = Readonly<Record<UnitValue, number>>

/** What is reckoned from the units themselves, without any sum of squares. */
export interface Reckoned {
  readonly value: number
  readonly se: number
  readonly degrees: number
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** The mean product of deviations; `divisor` of n, or of n − 1. */
function shared(ones: readonly number[], others: readonly number[], divisor: number): number {
  const [one, other] = [meanOf(ones), meanOf(others)]
  return ones.reduce((sum, value, index) => sum + (value - one) * ((others[index] ?? 0) - other), 0) / divisor
}

/** A metric of an arm, and by how much each of its units moves it. */
interface Moved {
  readonly value: number
  readonly moves: readonly number[]
}

function movedBy(kind: MetricKind, units: readonly UnitValues[], m: UnitValue, d: UnitValue): Moved {
  const [over, under] = [meanOf(units.map((unit) => unit[m])), meanOf(units.map((unit) => unit[d]))]
  if (kind !== 'ratio') return { value: over, moves: units.map((unit) => unit[m] - over) }
  const value = over / under
  return { value, moves: units.map((unit) => (unit[m] - value * unit[d]) / under) }
}

/** How much of the time before is taken off: the slope over the units. */
export function slopeOf(kind: MetricKind, control: readonly UnitValues[], arm: readonly UnitValues[]): number {
  if (kind !== 'ratio') {
    const all = [...control, ...arm]
    const before = all.map(({ mPre }) => mPre)
    const since = all.map(({ m }) => m)
    return shared(since, before, 1) / shared(before, before, 1)
  }
  const parts = [control, arm].map((units) => {
    const [since, before] = [movedBy(kind, units, 'm', 'd').moves, movedBy(kind, units, 'mPre', 'dPre').moves]
    return [shared(since, before, units.length - 1), shared(before, before, units.length - 1)] as const
  })
  return parts.reduce((sum, [part]) => sum + part, 0) / parts.reduce((sum, [, part]) => sum + part, 0)
}

/**
 * The effect of an arm against control, unit by unit: how each unit moves it, and how these moves vary.
 * @param theta how much of the time before is taken off; 0: none
 */
export function effectByUnits(
  kind: MetricKind,
  arms: { readonly control: readonly UnitValues[]; readonly arm: readonly UnitValues[] },
  { relative, theta }: { readonly relative: boolean; readonly theta: number },
): Reckoned {
  const sideOf = (units: readonly UnitValues[]): Side => {
    const [since, before] = [movedBy(kind, units, 'm', 'd'), movedBy(kind, units, 'mPre', 'dPre')]
    const moves = since.moves.map((move, index) => move - theta * (before.moves[index] ?? 0))
    return { since, value: since.value - theta * before.value, moves, n: units.length }
  }
  const [control, arm] = [sideOf(arms.control), sideOf(arms.arm)]
  const divisor = (n: number) => (kind === 'proportion' ? n : n - 1)
  const varies = (moves: readonly number[]) => shared(moves, moves, divisor(moves.length)) / moves.length
  const [one, two] = [varies(control.moves), varies(arm.moves)]
  const degrees = (one + two) ** 2 / (one ** 2 / (control.n - 1) + two ** 2 / (arm.n - 1))
  const lift = arm.value - control.value
  if (!relative) return { value: lift, se: Math.sqrt(one + two), degrees }
  const size = Math.abs(control.since.value)
  const raw = kind === 'ratio' ? lift : arm.since.value - control.since.value
  const slope = (raw * Math.sign(control.since.value)) / size ** 2
  const ofControl = control.moves.map((move, index) => -move / size - slope * (control.since.moves[index] ?? 0))
  const ofArm = arm.moves.map((move) => move / size)
  return { value: lift / size, se: Math.sqrt(varies(ofControl) + varies(ofArm)), degrees }
}

interface Side {
  readonly since: Moved
  readonly value: number
  readonly moves: readonly number[]
  readonly n: number
}

/** Two-sided p of Student's t, by summing its density. */
export function studentP(value: number, degrees: number): number {
  const end = Math.atan(Math.abs(value) / Math.sqrt(degrees))
  // With t = √ν tan φ the density is a power of cos φ, over a quarter turn.
  const density = (angle: number) => Math.cos(angle) ** (degrees - 1)
  return 1 - integral(density, end) / integral(density, Math.PI / 2)
}

/** Simpson's rule from 0. */
function integral(of: (at: number) => number, end: number): number {
  const [steps, width] = [4000, end / 4000]
  let sum = of(0) + of(end)
  for (let step = 1; step < steps; step++) sum += of(step * width) * (step % 2 === 1 ? 4 : 2)
  return (sum * width) / 3
}

/** How far a sequential interval reaches to each side (Waudby-Smith et al., equations 9 and 161). */
export function sequentialReach(se: number, units: number, alpha: number, tuning: number): number {
  const rho = Math.sqrt((-2 * Math.log(alpha) + Math.log(-2 * Math.log(alpha) + 1)) / tuning)
  const variance = se ** 2 * units
  const inner =
    ((2 * (units * rho ** 2 + 1)) / (units ** 2 * rho ** 2)) * Math.log(Math.sqrt(units * rho ** 2 + 1) / alpha)
  return Math.sqrt(variance * inner)
}
