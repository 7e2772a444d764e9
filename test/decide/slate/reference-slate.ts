import type { SlateItem, Trace } from '../../../src/decide/slate/slate-item.ts'
import type { SlatePlan, SlateScreen } from '../../../src/decide/slate/slate-plan.ts'
import type { SlateConstraint } from '../../../src/model/policies/slate-policy.ts'

/** One place, as the rules would have it: every item that could take it, its chance, and what it would break. */
export interface ReferencePlace {
  readonly chances: ReadonlyMap<number, number>
  readonly relaxed: readonly SlateConstraint[]
  readonly reserved: boolean
}

const NONE = 0xffff_ffff
const alike = (left: number, right: number) => left === right && left !== NONE && left !== 0
const oneTitle = (left: Trace, right: Trace) => left.title === right.title && left.title !== NONE
const oneFranchise = (left: Trace, right: Trace) => alike(left.franchise, right.franchise) || oneTitle(left, right)

/**
 * The slow and obvious reading of `rules/slate.json`, which shares no code with the composer: what the place after
 * `page` may be given to. Null: to nobody.
 */
export function referencePlace(
  pool: readonly SlateItem[],
  plan: SlatePlan,
  screen: SlateScreen,
  before: readonly Trace[],
  page: readonly SlateItem[],
): ReferencePlace | null {
  const { policy, pinned } = plan
  const past = [...before, ...page]
  const allowed = pool.filter((each) => {
    if (page.some(({ asset }) => asset === each.asset)) return false
    if (!pinned && (screen.assets.has(each.asset) || (each.title !== NONE && screen.titles.has(each.title))))
      return false
    if (!pinned && policy.titles === 'once' && page.some((other) => oneTitle(other, each))) return false
    if (isCapped(each, plan, page)) return false
    const pair = [past.at(-1)?.audience, each.audience]
    return !(pair.includes('kids') && pair.includes('mature'))
  })
  if (allowed.length === 0 || (policy.end ?? 1e9) <= plan.firstPosition + page.length) return null
  const broken = new Map(allowed.map((each) => [each, brokenBy(each, allowed, plan, past, page)]))
  const severity = (each: SlateItem) =>
    (broken.get(each) ?? []).reduce((sum, name) => sum + 2 ** policy.relaxationOrder.indexOf(name), 0)
  const least = Math.min(...allowed.map(severity))
  let feasible = allowed.filter((each) => severity(each) === least)
  if (policy.tiers === 'strict') {
    const strongest = Math.min(...feasible.map(({ tier }) => tier))
    feasible = feasible.filter(({ tier }) => tier === strongest)
  }
  const relaxed = broken.get(feasible[0] as SlateItem) ?? []
  const isNth = policy.newAssetEvery !== null && (plan.firstPosition + page.length + 1) % policy.newAssetEvery === 0
  const fresh = isNth ? feasible.filter(({ isNew }) => isNew) : []
  const chances = chancesOf(fresh.length > 0 ? fresh : feasible, plan, past, page)
  return { chances, relaxed, reserved: fresh.length > 0 }
}

function isCapped(each: SlateItem, { capRoom }: SlatePlan, page: readonly SlateItem[]): boolean {
  if (each.capKey === -1) return false
  if (page.filter(({ capKey }) => capKey === each.capKey).length >= each.capLeft) return true
  const taken = new Set(page.filter(({ capKey, capKnown }) => capKey !== -1 && !capKnown).map(({ capKey }) => capKey))
  return !each.capKnown && !taken.has(each.capKey) && taken.size >= capRoom
}

function brokenBy(
  each: SlateItem,
  allowed: readonly SlateItem[],
  { policy, pinned }: SlatePlan,
  past: readonly Trace[],
  page: readonly SlateItem[],
): SlateConstraint[] {
  const { tiers, window } = policy
  const run = (most: number, same: (left: Trace, right: Trace) => boolean) => {
    const last = past.slice(-most)
    return (
      last.length === most &&
      last.every((trace) => same(trace, past.at(-1) as Trace)) &&
      same(last.at(-1) as Trace, each)
    )
  }
  const over = (items: readonly Trace[], share: number) =>
    [...items, each].filter(({ tier }) => tier === each.tier).length > Math.ceil(share * (items.length + 1) - 1e-9)
  const inWindow = window === 1 ? [] : past.slice(1 - window)
  const name = (['takeover', 'guaranteed', 'standard', 'evergreen'] as const)[each.tier] ?? 'evergreen'
  const near = policy.separationGap === 0 ? [] : past.slice(-policy.separationGap)
  const tests: Record<SlateConstraint, boolean> = {
    'cluster-run': !pinned && run(policy.clusterRun, (left, right) => alike(left.cluster, right.cluster)),
    'franchise-run': !pinned && run(policy.franchiseRun, oneFranchise),
    tier:
      tiers === 'strict'
        ? allowed.some(({ tier }) => tier < each.tier)
        : tiers[name] < 1 && (over(page, tiers[name]) || over(inWindow, tiers[name])),
    'title-window': !pinned && inWindow.filter((trace) => oneTitle(trace, each)).length >= policy.mostOfTitle,
    separation: near.some(({ exclusionLabels }) =>
      exclusionLabels.some((word, at) => (word & (each.exclusionLabels[at] ?? 0)) !== 0),
    ),
  }
  return policy.relaxationOrder.filter((constraint) => tests[constraint])
}

function chancesOf(
  feasible: readonly SlateItem[],
  { policy }: SlatePlan,
  past: readonly Trace[],
  page: readonly SlateItem[],
) {
  const inWindow = policy.window === 1 ? [] : past.slice(1 - policy.window)
  const counted = feasible.map((each) => {
    const repeats = inWindow.filter((trace) => oneTitle(trace, each) || alike(trace.source, each.source)).length
    const factor = (1 - policy.sourceFloor) * policy.sourceDecay ** repeats + policy.sourceFloor
    const own = Number.isFinite(each.score) ? each.score : -(2 ** 31)
    const worn = own >= 0 ? own * factor : own * (2 - factor)
    const lead = policy.tierLead * 16 * (3 - each.tier)
    const likeness = Math.max(0, ...page.map((other) => cosine(other.taste, each.taste)))
    return {
      each,
      repeats,
      score: worn + lead - ((1 - policy.mmrLambda) / policy.mmrLambda) * policy.twinPoints * 16 * likeness,
    }
  })
  counted.sort((a, b) => b.score - a.score || a.repeats - b.repeats || a.each.row - b.each.row)
  if (policy.temperature === 0) return new Map([[counted[0]?.each.row ?? -1, 1]])
  const head = counted.slice(0, policy.head)
  const weights = head.map(({ score }) => Math.exp((score - (head[0]?.score ?? 0)) / (policy.temperature * 16)))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const chance = (weight: number) => ((1 - policy.floor) * weight) / sum + policy.floor / head.length
  return new Map(head.map(({ each }, index) => [each.row, chance(weights[index] ?? 0)]))
}

function cosine(left: Int8Array, right: Int8Array): number {
  const product = (a: Int8Array, b: Int8Array) => a.reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0)
  const lengths = Math.sqrt(product(left, left)) * Math.sqrt(product(right, right))
  return lengths === 0 ? 0 : Math.min(1, product(left, right) / lengths)
}
