import { scaleLinear } from 'd3-scale'

/** A lift, and where it lies. */
export interface DrawnLift {
  readonly value: number
  readonly low: number
  readonly high: number
}

interface LiftBarProps {
  readonly lift: DrawnLift
  /** What the bar reaches to on both sides of 0; longer intervals go on beyond. */
  readonly reach: number
}

/** An interval as a line, its lift on it, and 0 in the middle; the numbers stand beside it. */
export function LiftBar({ lift: { value, low, high }, reach }: LiftBarProps) {
  const x = scaleLinear([-reach, reach], [2, 98]).clamp(true)
  const at = (share: number) => `${x(share).toFixed(2)}%`
  return (
    <svg width="100%" height="22" aria-hidden="true">
      <line class="zero" x1="0" x2="100%" y1="11" y2="11" />
      <line class="surface" x1="50%" x2="50%" y1="1" y2="21" />
      <line class="interval" x1={at(low)} x2={at(high)} y1="11" y2="11" />
      <circle class="own" cx={at(value)} cy="11" r="4" />
    </svg>
  )
}

/** How far bars that stand together reach: what the widest needs, but for those that are far wider than most. */
export function reachOf(lifts: readonly DrawnLift[]): number {
  const ends = lifts.map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high))).sort((one, other) => one - other)
  const median = ends[Math.floor(ends.length / 2)] ?? 0
  return Math.max(1e-6, Math.min(ends.at(-1) ?? 0, 4 * median))
}
