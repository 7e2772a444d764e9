import type { PacingMode } from '../../../../src/learn/pacing/paced-goal.ts'
import type { PRIORITIES } from '../../../../src/model/nouns/campaign-vocabulary.ts'
import type { StepSpan } from './month.ts'

/** A campaign of the simulated month. Steps count from the beginning of the month. */
export interface SimulatedCampaign {
  readonly id: string
  readonly priority: (typeof PRIORITIES)[number]
  readonly weight: number
  readonly mode: PacingMode
  /** Null: nothing in numbers; it takes what is left to it. */
  readonly goal: number | null
  /** Which cells, by their index. */
  readonly cells: readonly number[]
  readonly window: StepSpan
  /** Local hours in which it plays; null: all day. */
  readonly hours: { readonly from: number; readonly until: number } | null
  /** Impressions of each placement that it wins, and what its booking takes that for; the controller is told neither. */
  readonly viewRate: number
  readonly expectedYield: number
  /** What somebody does to it in the middle. */
  readonly change: CampaignChange | null
  /** Whether its forecast calls the goal reachable before it is approved. */
  readonly isReachable: boolean
}

/** A change in the middle of a campaign, from a step on. */
export type CampaignChange =
  | { readonly kind: 'paused'; readonly span: StepSpan }
  | { readonly kind: 'extended'; readonly at: number; readonly until: number }
  | { readonly kind: 'goal'; readonly at: number; readonly goal: number }

/** What a campaign is at a step, as it was changed until then. */
export function asChanged(campaign: SimulatedCampaign, step: number): Pick<SimulatedCampaign, 'goal' | 'window'> {
  const { change, goal, window } = campaign
  if (change?.kind === 'extended' && step >= change.at) return { goal, window: { ...window, until: change.until } }
  if (change?.kind === 'goal' && step >= change.at) return { goal: change.goal, window }
  return { goal, window }
}

/** Whether somebody has paused it at a step. */
export const isPaused = ({ change }: SimulatedCampaign, step: number): boolean =>
  change?.kind === 'paused' && step >= change.span.from && step < change.span.until
