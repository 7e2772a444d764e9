import type { PacingMode } from '../../../../src/learn/pacing/paced-goal.ts'
import type { RunningCampaign } from '../running-campaign.ts'
import type { SimulatedMonth } from '../simulated-month.ts'
import type { CampaignChange, SimulatedCampaign } from '../world/simulated-campaign.ts'

/** From this goal on a guaranteed campaign must end within `LEAST` and `GREATEST`. */
const LARGE_GOAL = 100_000
const LEAST = -0.05
const GREATEST = 0.01
/** From this goal on no campaign may end further above its goal than this. */
const COUNTED_GOAL = 10_000
const OVERSHOOT_MAX = 0.02

/** How a campaign with a goal ended. */
export interface CampaignEnd {
  readonly seed: number
  readonly id: string
  readonly priority: SimulatedCampaign['priority']
  readonly mode: PacingMode
  readonly change: CampaignChange['kind'] | 'none'
  readonly goal: number
  readonly delivered: number
  /** How far above its goal it ended, as a share of it; below: negative. */
  readonly deviation: number
  readonly isReachable: boolean
}

/** What became of the claim. */
export interface ClaimResult {
  /** Guaranteed campaigns with a large goal that the forecast called reachable, by deviation. */
  readonly claimed: readonly CampaignEnd[]
  /** Those of them that are not within the bounds. */
  readonly missed: readonly CampaignEnd[]
  /** Campaigns of any tier that ended too far above their goal. */
  readonly overshot: readonly CampaignEnd[]
  /** All with a goal that counts. */
  readonly counted: readonly CampaignEnd[]
}

/** How the campaigns of a month ended. */
export function campaignEnds(seed: number, { campaigns }: SimulatedMonth): CampaignEnd[] {
  return campaigns.flatMap((running) => {
    const goal = lastGoal(running)
    if (goal === null) return []
    const { id, priority, mode, isReachable, change } = running.campaign
    const { delivered } = running
    const deviation = delivered / goal - 1
    return [{ seed, id, priority, mode, change: change?.kind ?? 'none', goal, delivered, deviation, isReachable }]
  })
}

function lastGoal({ campaign: { goal, change } }: RunningCampaign): number | null {
  return change?.kind === 'goal' ? change.goal : goal
}

/**
 * The claim: every guaranteed goal of 100,000 or more that the forecast called reachable ends within −5 % and +1 %, and
 * no goal of 10,000 or more above +2 %.
 */
export function claimResult(ends: readonly CampaignEnd[]): ClaimResult {
  const counted = ends.filter(({ goal }) => goal >= COUNTED_GOAL)
  const claimed = counted
    .filter(({ priority, goal, isReachable }) => priority === 'guaranteed' && goal >= LARGE_GOAL && isReachable)
    .sort((one, other) => one.deviation - other.deviation)
  const missed = claimed.filter(({ deviation }) => deviation < LEAST || deviation > GREATEST)
  return { claimed, missed, overshot: counted.filter(({ deviation }) => deviation > OVERSHOOT_MAX), counted }
}
