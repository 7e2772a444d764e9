import type { ArmAnalysis } from '../analysis.ts'
import type { SequentialInterval } from '../inference/interval.ts'

/**
 * The interval that a verdict rests on: CUPED's where it holds, else the plain one. Which of them it is does not depend
 * on what they say of the lift, so that nobody picks the better.
 */
export function intervalThatCounts({ cuped, sequential }: ArmAnalysis): SequentialInterval | null {
  return cuped?.state === 'ok' ? cuped.sequential : sequential
}
