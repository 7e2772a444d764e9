import { assetOf, campaignOf, columnValue, titleOf } from '../../model/columns/column-value.ts'
import type { NoDecisionReason } from '../../model/nouns/reason.ts'
import type { Placement } from '../context/context.ts'
import { decidePlacement, type OnScreen } from '../decide-placement.ts'
import type { DecisionRequest } from '../decision-request.ts'
import { type CapCounts, countCaps, runningCaps } from '../eligibility/count-caps.ts'
import { eligible } from '../eligibility/eligible.ts'
import { furthestVerdict, PASSED, reasonOf } from '../eligibility/gate-order.ts'
import { type OpenedSnapshot, onSurface } from '../opened/opened-snapshot.ts'
import { type RequestPlan, RequestPlans } from '../plan/request-plans.ts'
import { campaignOfId, rowOfId } from '../rows/hash-search.ts'

/** More backups than any surface asks for. */
const BACKUPS = 4

/** What becomes of a campaign in one placement. */
export interface CampaignFate {
  readonly placement: Placement
  /** How many of the picks are the campaign's; backups are no picks. */
  readonly own: number
  /** Why none is: of the candidate that came furthest. Null: some are. */
  readonly reason: NoDecisionReason | null
  /** Campaigns of the picks, by their index in the snapshot, each as often as it has one. */
  readonly picked: readonly number[]
}

/**
 * Decides a request as serving does, and tells of each placement what became of one campaign. It costs little more than
 * the decision: only where the campaign is not picked, the gates are asked about all candidates.
 *
 * @returns null: the snapshot does not have the campaign
 */
export function campaignFates(
  opened: OpenedSnapshot,
  request: DecisionRequest,
  campaignId: string,
): readonly CampaignFate[] | null {
  const { hot } = opened.snapshot
  const campaign = campaignOfId(hot.campaigns, campaignId)
  if (campaign < 0) return null
  const applied = opened.denies(request.denies, request.context)
  const pacing = opened.pacing.at(request.seed, request.context.now)
  const plans = new RequestPlans({ opened, context: request.context, applied, pacing }, request.placements.length > 1)
  const screen: OnScreen = { assets: new Set(), titles: new Set() }
  let position = request.firstPosition
  const longest = request.placements.reduce((sum, { count }) => sum + count + BACKUPS, 0)
  let counts: CapCounts = runningCaps(request.counts, longest, request.context.now)
  return request.placements.map((placement) => {
    const arm = onSurface(opened, request, placement.surface)
    const planned = plans.of(placement, arm)
    const { input } = planned
    if (input === null) return { placement, own: 0, reason: 'surface', picked: [] }
    const deciding = { opened: arm, request, input, planned, counts, picksAlone: false }
    const { picks, turned } = decidePlacement(deciding, placement, screen, position)
    const picked = picks.slice(0, placement.count).map(({ row }) => campaignOf(hot, row))
    const own = picked.filter((each) => each === campaign).length
    const turnedDown = new Map(turned.map(({ row, reason }) => [row, reason]))
    const reason = own > 0 ? null : whyNot({ opened: arm, planned, placement, counts, campaign, turnedDown, picked })
    position += picks.length
    counts = countCaps(
      opened.snapshot,
      counts,
      picks.map(({ row }) => row),
      request.context.now,
    )
    return { placement, own, reason, picked }
  })
}

/** Why no candidate of a campaign is picked: what stands against the one that came furthest. */
function whyNot(asked: {
  readonly opened: OpenedSnapshot
  readonly planned: RequestPlan
  readonly placement: Placement
  readonly counts: CapCounts
  readonly campaign: number
  readonly turnedDown: ReadonlyMap<number, NoDecisionReason>
  readonly picked: readonly number[]
}): NoDecisionReason {
  const { opened, planned, placement, counts, campaign, turnedDown, picked } = asked
  const { hot } = opened.snapshot
  if (planned.input === null) return 'surface'
  const { verdicts } = eligible(planned.input, counts)
  const title = placement.titleId === null ? null : rowOfId(hot.titles, placement.titleId)
  let furthest: number | null = null
  let isKnown = false
  const passed: number[] = []
  for (let row = 0; row < verdicts.length; row++) {
    if (columnValue(hot.candidateCampaign, row) !== campaign) continue
    if (title !== null && titleOf(hot, assetOf(hot, row)) !== title) continue
    isKnown = true
    const verdict = verdicts[row] ?? 0
    furthest = furthestVerdict(furthest, verdict)
    if (verdict === PASSED) passed.push(row)
  }
  if (!isKnown) return title === null ? 'no-candidates' : 'unknown-title'
  if (passed.length === 0) return (furthest === null ? undefined : reasonOf(furthest)) ?? 'no-candidates'
  if (picked.length === 0) return 'diversity'
  const reasons = passed.map((row) => turnedDown.get(row) ?? 'outranked')
  return reasons.find((reason) => reason === 'outranked') ?? reasons[0] ?? 'outranked'
}
