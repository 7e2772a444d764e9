import { PRIORITIES } from '../../model/campaign-words.ts'
import type { SlateConstraint } from '../../model/slate-policy.ts'
import type { Chance } from '../chance.ts'
import { choiceChances, drawIndex } from '../explore.ts'
import { brokenBy, type ConstraintBits, clashes, constraintNames, placeRules } from './constraints.ts'
import { type Contest, FATE, STANDING } from './contest.ts'
import { fillHead } from './head.ts'
import { SCORE_SCALE } from './slate-item.ts'

const TIERS = PRIORITIES.length

/** Who takes a place, and by what chance. */
export interface Winner {
  /** Place in the pool. */
  readonly index: number
  readonly placeScore: number
  readonly propensity: number
  readonly relaxed: readonly SlateConstraint[]
  readonly reserved: boolean
}

/**
 * Decides the next place of the page: of those that nothing rules out, those that break least; of these the new
 * ones, if the place is kept for such and there are any; of these the head by score, and of the head one by
 * chance. Null: everybody left is ruled out, and the place stays empty.
 */
export function winnerOf(contest: Contest, bits: ConstraintBits, chance: Chance): Winner | null {
  const { plan, buffers } = contest
  const open = keepOpen(contest)
  if (open === 0) return null
  const { broken, feasible } = keepLeastBroken(contest, bits, open)
  const fresh = isReserved(contest) ? keepNew(contest, feasible) : 0
  const size = fillHead(contest, fresh > 0 ? fresh : feasible)
  const { temperature, floor } = plan.policy
  choiceChances(buffers.headScore, size, { temperature: temperature * SCORE_SCALE, floor }, buffers.headChance)
  const drawn = size === 1 ? 0 : drawIndex(buffers.headChance, size, chance())
  return {
    index: buffers.head[drawn] ?? 0,
    placeScore: buffers.headScore[drawn] ?? 0,
    propensity: buffers.headChance[drawn] ?? 1,
    relaxed: constraintNames(bits, broken),
    reserved: fresh > 0,
  }
}

/** Lists in `open` who is in the running and clashes with nothing; says how many. */
function keepOpen({ pool, plan, buffers, trail, earlier }: Contest): number {
  const { standing, fate, open } = buffers
  const previous = trail.at(-1)
  // On a page about one title the others stand back for its stand-in at the first place only.
  const aside = plan.pinned && trail.length > earlier ? STANDING.aside : STANDING.waiting
  let count = 0
  for (let index = 0; index < pool.length; index++) {
    const item = pool[index]
    if (item === undefined || (standing[index] !== STANDING.waiting && standing[index] !== aside)) continue
    if (clashes(previous, item)) fate[index] = Math.max(FATE.diverse, fate[index] ?? 0)
    else open[count++] = index
  }
  return count
}

/** Keeps in `open` only those that break least, and notes what stood against the others. */
function keepLeastBroken(
  contest: Contest,
  bits: ConstraintBits,
  open: number,
): { readonly broken: number; readonly feasible: number } {
  const { pool, plan, buffers } = contest
  const strict = plan.policy.tiers === 'strict'
  const rules = placeRules(contest, strongestTier(contest, open))
  let least = 0xff
  for (let place = 0; place < open; place++) {
    const item = pool[buffers.open[place] ?? 0]
    if (item === undefined) continue
    const repeated = buffers.titleCount[buffers.open[place] ?? 0] ?? 0
    const broken = brokenBy(item, repeated, rules, bits)
    // Among equals in what they break, a strict surface looks at the tier too.
    const severity = broken * TIERS + (strict ? item.tier : 0)
    buffers.severity[place] = severity
    if (severity < least) least = severity
  }
  const leastBroken = Math.floor(least / TIERS)
  const ignored = strict ? bits.tier : 0
  let feasible = 0
  for (let place = 0; place < open; place++) {
    const index = buffers.open[place] ?? 0
    const severity = buffers.severity[place] ?? 0
    if (severity === least) buffers.open[feasible++] = index
    const broken = Math.floor(severity / TIERS)
    const reason = fateOf(broken === leastBroken ? 0 : broken & ~ignored, bits)
    if (reason > (buffers.fate[index] ?? 0)) buffers.fate[index] = reason
  }
  return { broken: leastBroken, feasible }
}

function strongestTier({ pool, buffers }: Contest, open: number): number {
  let strongest = TIERS - 1
  for (let place = 0; place < open; place++) {
    strongest = Math.min(strongest, pool[buffers.open[place] ?? 0]?.tier ?? strongest)
  }
  return strongest
}

/** A weaker tier is outranked; whatever else keeps an item from a place is named by its kind. */
function fateOf(broken: number, bits: ConstraintBits): number {
  if (broken === 0) return FATE.outranked
  return (broken & bits.separation) === 0 ? FATE.diverse : FATE.excluded
}

/** Whether the next place is kept for new assets; counted over the borders of pages. */
function isReserved({ plan, trail, earlier }: Contest): boolean {
  const { newAssetEvery } = plan.policy
  if (newAssetEvery === null) return false
  return (plan.firstPosition + trail.length - earlier + 1) % newAssetEvery === 0
}

/** Brings the new ones among the feasible to the front of `open`; says how many. */
function keepNew({ pool, buffers }: Contest, feasible: number): number {
  let count = 0
  for (let place = 0; place < feasible; place++) {
    const index = buffers.open[place] ?? 0
    if (!pool[index]?.isNew) continue
    buffers.open[place] = buffers.open[count] ?? 0
    buffers.open[count++] = index
  }
  return count
}
