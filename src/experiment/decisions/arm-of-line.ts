import { HOLDOUT_LAYER } from '../../model/experiments/experiment-vocabulary.ts'
import type { DecisionLogLine } from '../../model/messages/decision-log.ts'
import type { AnalysedExperiment } from '../metrics/analysed-experiment.ts'

/** What is asked of a line. */
export interface LineStanding extends Pick<DecisionLogLine, 'arms' | 'holdout'> {
  readonly context: Pick<DecisionLogLine['context'], 'minor' | 'privacy'>
}

/**
 * The place of the arm that a logged decision had, as `exposed.sql` finds it in events; −1: it had none, or its viewer is
 * not of the kind of unit that is analysed. Minors are in nobody's experiment.
 */
export function armOfLine(
  { context, arms, holdout }: LineStanding,
  experiment: Pick<AnalysedExperiment, 'key' | 'unit' | 'arms'>,
): number {
  if (context.minor || context.privacy === 'minor') return -1
  if ((context.privacy === 'consented') !== (experiment.unit === 'viewer')) return -1
  const met =
    experiment.key === HOLDOUT_LAYER ? holdoutArm(holdout) : (arms.find(([key]) => key === experiment.key)?.[1] ?? null)
  return experiment.arms.findIndex(({ key }) => key === met)
}

/** As in `holdout.sql`. */
function holdoutArm(isHeldOut: boolean): string {
  return isHeldOut ? 'held-out' : 'served'
}
