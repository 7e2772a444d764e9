import { shareBit } from '../../model/columns/bit-rows.ts'
import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import { SLATE_CONSTRAINTS, type SlateConstraint, type TierShares } from '../../model/policies/slate-policy.ts'
import type { Contest } from './contest.ts'
import { type SlateItem, sameGroup, sameTitle, type Trace } from './slate-item.ts'
import type { SlotRules } from './slot-rules.ts'

/** One bit per constraint; the first to give way is the lowest. Of two sets, the smaller number is the milder. */
export type ConstraintBits = Readonly<Record<SlateConstraint, number>>

const known = new WeakMap<readonly SlateConstraint[], ConstraintBits>()

/** The bits by the order in which constraints give way; cached for the rules of a snapshot. */
export function constraintBits(order: readonly SlateConstraint[]): ConstraintBits {
  const bits = known.get(order) ?? bitsOf(order)
  known.set(order, bits)
  return bits
}

function bitsOf(order: readonly SlateConstraint[]): ConstraintBits {
  return {
    'cluster-run': bitOf(order, 'cluster-run'),
    'franchise-run': bitOf(order, 'franchise-run'),
    tier: bitOf(order, 'tier'),
    'title-window': bitOf(order, 'title-window'),
    separation: bitOf(order, 'separation'),
  }
}

/** 0 for a constraint that the order does not name: it is not enforced. */
function bitOf(order: readonly SlateConstraint[], name: SlateConstraint): number {
  return (1 << (order.indexOf(name) + 1)) >> 1
}

/** Whether a constraint must hold, given those that may break. One that the order does not name never has to. */
export function mustHold(bit: number, allowed: number): boolean {
  return bit !== 0 && (allowed & bit) === 0
}

/** The names of a set, in a fixed order. */
export function constraintNames(bits: ConstraintBits, set: number): readonly SlateConstraint[] {
  return set === 0 ? [] : SLATE_CONSTRAINTS.filter((name) => (bits[name] & set) !== 0)
}

/**
 * Derives the rules of the next slot from what played before it. A page about one title has no rules on titles.
 *
 * @param strongest the strongest tier that could take the slot
 */
export function slotRules({ plan, trail, earlier }: Contest, strongest: number): SlotRules {
  const { policy, pinned } = plan
  const previous = pinned ? undefined : trail.at(-1)
  const nearLabels: Uint32Array[] = []
  for (let back = 1; back <= policy.separationGap; back++) {
    const labels = trail.at(-back)?.exclusionLabels
    if (labels?.some((word) => word !== 0)) nearLabels.push(labels)
  }
  return {
    fullFranchise: runLength(trail, sameFranchise) >= policy.franchiseRun ? previous : undefined,
    fullCluster: runLength(trail, sameCluster) >= policy.clusterRun ? (previous?.cluster ?? 0) : 0,
    mostOfTitle: pinned ? Number.POSITIVE_INFINITY : policy.mostOfTitle,
    nearLabels,
    fullTiers: policy.tiers === 'strict' ? ~1 << strongest : fullTiers(trail, earlier, policy.window, policy.tiers),
  }
}

/** Whether kids content would be next to mature content, in either order. */
export function clashes(previous: Trace | undefined, item: SlateItem): boolean {
  if (previous === undefined || previous.audience === 'open' || item.audience === 'open') return false
  return previous.audience !== item.audience
}

/**
 * The constraints that an item would break at the next slot.
 *
 * @param repeated how many items of its title the window holds
 */
export function brokenBy(item: SlateItem, repeated: number, rules: SlotRules, bits: ConstraintBits): number {
  const { fullFranchise, fullCluster, mostOfTitle, nearLabels, fullTiers: full } = rules
  let broken = 0
  if ((full >>> item.tier) & 1) broken |= bits.tier
  for (const labels of nearLabels) if (shareBit(labels, item.exclusionLabels)) broken |= bits.separation
  if (repeated >= mostOfTitle) broken |= bits['title-window']
  if (fullCluster !== 0 && sameGroup(fullCluster, item.cluster)) broken |= bits['cluster-run']
  if (fullFranchise !== undefined && sameFranchise(fullFranchise, item)) broken |= bits['franchise-run']
  return broken
}

function sameCluster(left: Trace, right: Trace): boolean {
  return sameGroup(left.cluster, right.cluster)
}

function sameFranchise(left: Trace, right: Trace): boolean {
  return sameGroup(left.franchise, right.franchise) || sameTitle(left.title, right.title)
}

/** How many of the last items are alike. */
function runLength(trail: readonly Trace[], alike: (left: Trace, right: Trace) => boolean): number {
  const last = trail.at(-1)
  if (last === undefined) return 0
  let length = 1
  for (let index = trail.length - 2; index >= 0; index--) {
    const earlier = trail[index]
    if (earlier === undefined || !alike(earlier, last)) break
    length++
  }
  return length
}

/**
 * Tiers that one more item would take over their share: of this page so far (so that they spread over it), or of the
 * window (so that many short pages cannot accumulate them).
 */
function fullTiers(trail: readonly Trace[], earlier: number, window: number, shares: TierShares): number {
  const first = Math.max(0, trail.length - (window - 1))
  let full = 0
  for (let tier = 0; tier < PRIORITIES.length; tier++) {
    const share = shares[PRIORITIES[tier] ?? 'evergreen']
    if (share < 1 && (isFull(trail, earlier, tier, share) || isFull(trail, first, tier, share))) full |= 1 << tier
  }
  return full
}

/** Tolerance for rounding errors: a share of the slots is rounded up, but not because of a floating-point error. */
const ROUNDING = 1e-9

/** Whether one more item of a tier would exceed its share of what played since index `from`, itself included. */
function isFull(trail: readonly Trace[], from: number, tier: number, share: number): boolean {
  let count = 1
  for (let index = from; index < trail.length; index++) if (trail[index]?.tier === tier) count++
  return count > Math.ceil(share * (trail.length - from + 1) - ROUNDING)
}
