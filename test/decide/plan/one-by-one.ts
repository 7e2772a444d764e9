import type { PlacementDecision } from '../../../src/decide/decide.ts'
import { decidePlacement, type OnScreen } from '../../../src/decide/decide-placement.ts'
import type { DecisionRequest } from '../../../src/decide/decision-request.ts'
import { countCaps, runningCaps } from '../../../src/decide/eligibility/count-caps.ts'
import { type OpenedSnapshot, onSurface } from '../../../src/decide/opened/opened-snapshot.ts'
import { RequestPlans } from '../../../src/decide/plan/request-plans.ts'

/** More than a surface has for one placement. */
const BACKUPS = 4

/** What a placement gets of a slate. */
export interface Got {
  readonly candidate: number
  readonly propensity: number
  readonly relaxed: readonly string[]
  readonly sticky: boolean
  readonly reserved: boolean
}

/**
 * Decides each placement of a request as if it were the only one, on the screen and with the caps that those before it
 * left: nothing is ranked for two of them, and it is said of everybody why they were not picked.
 */
export function decidedOneByOne(opened: OpenedSnapshot, request: DecisionRequest): readonly (readonly Got[])[] {
  const { context, placements } = request
  const applied = opened.denies(request.denies, context)
  const screen: OnScreen = { assets: new Set(), titles: new Set() }
  const most = placements.reduce((sum, { count }) => sum + count + BACKUPS, 0)
  let position = request.firstPosition
  let counts = runningCaps(request.counts, most, context.now)
  return placements.map((placement) => {
    const arm = onSurface(opened, request, placement.surface)
    const planned = new RequestPlans(
      { opened, context, applied, pacing: opened.pacing.at(request.seed, context.now) },
      false,
    ).of(placement, arm)
    const { input } = planned
    if (input === null) return []
    const deciding = { opened: arm, request, input, planned, counts, picksAlone: false }
    const { picks } = decidePlacement(deciding, placement, screen, position)
    position += picks.length
    counts = countCaps(
      opened.snapshot,
      counts,
      picks.map(({ row }) => row),
      context.now,
    )
    return picks.map(({ row, propensity, relaxed, sticky, reserved }) => {
      return { candidate: row, propensity, relaxed, sticky, reserved }
    })
  })
}

/** The same of a whole answer. */
export function gotOf(decisions: readonly PlacementDecision[]): readonly (readonly Got[])[] {
  return decisions.map(({ picks, backups }) =>
    [...picks, ...backups].map(({ candidate, propensity, relaxed, sticky, reserved }) => {
      return { candidate, propensity, relaxed, sticky, reserved }
    }),
  )
}
