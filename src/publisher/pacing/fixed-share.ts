import type { PacedShare } from '../../compile/weights/pacing-columns.ts'
import { BUCKETS } from '../../decide/pacing/coin.ts'
import { PACING_STEP_MS } from '../../learn/pacing/bounds.ts'
import type { Goal } from '../../model/fields/goal.ts'

/**
 * The share of a goal in percent, in whole 64ths; null: the goal is another, or 100. The edge knows no finer share, so
 * from one step to the next it changes between the two nearest, and its mean is what was asked for.
 */
export function fixedShare(goal: Goal | null, now: number): PacedShare | null {
  const percent = goal?.sharePercent
  if (percent === undefined || percent === 100) return null
  const step = Math.floor(now / PACING_STEP_MS)
  const upTo = (steps: number) => Math.floor((steps * percent * BUCKETS) / 100)
  const share = (upTo(step + 1) - upTo(step)) / BUCKETS
  return { share, need: 1, endsAt: Number.POSITIVE_INFINITY }
}
