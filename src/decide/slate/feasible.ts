import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import { SLATE_CONSTRAINTS } from '../../model/policies/slate-policy.ts'
import { admit } from './admit.ts'
import { brokenBy, type ConstraintBits, clashes, slotRules } from './constraints.ts'
import type { Reserve } from './contest.ts'
import { type Contest, FATE, STANDING } from './contest.ts'
import type { SlotRules } from './slot-rules.ts'

/** One entry of `SlateBuffers.severity` has eight bits: two for a tier, and six for constraints. More do not compile. */
const TIERS: 1 | 2 | 3 | 4 = PRIORITIES.length
const CONSTRAINTS: 1 | 2 | 3 | 4 | 5 | 6 = SLATE_CONSTRAINTS.length

/** A bit above every constraint: no candidate at all. */
const NOTHING = 1 << CONSTRAINTS
const EVERY_CONSTRAINT = NOTHING - 1

/** The candidates for the next slot: the first `count` entries of `buffers.open`. */
export interface Feasible {
  readonly count: number
  /** The constraints that each of them breaks, as bits; `NOTHING` if there is no candidate. */
  readonly broken: number
}

interface Found extends Feasible {
  readonly strongest: number
  readonly rules: SlotRules
}

/**
 * The candidates that nothing rules out and that break the fewest constraints. If none in the pool breaks nothing, the
 * reserve is searched before a constraint gives way.
 */
export function feasibleFor(contest: Contest, bits: ConstraintBits): Feasible {
  const found = feasibleInPool(contest, bits)
  const { reserve } = contest
  if (reserve === null || reserve.tiers === 0) return found
  return found.broken === 0 && strongerTiers(contest, reserve, found) === 0 ? found : widened(contest, bits, found)
}

/** On a strict surface: the tiers of the reserve that are stronger than the strongest one left in the pool. */
function strongerTiers({ plan }: Contest, { tiers }: Reserve, { strongest }: Found): number {
  return plan.policy.tiers === 'strict' ? tiers & ((1 << strongest) - 1) : 0
}

/**
 * Asks the reserve for better candidates than the pool's: first of a stronger tier, then ones that keep each constraint
 * that would break, the hardest first, even if milder ones break. After a query for each no eligible candidate
 * breaks less.
 */
function widened(contest: Contest, bits: ConstraintBits, first: Found): Feasible {
  const { reserve } = contest
  let found = first
  let asked = -1
  const look = (tiers: number, allowed: number): boolean => {
    if (!reserve || tiers === 0 || !admit(contest, reserve.best(contest, { tiers, allowed, rules: found.rules }))) {
      return false
    }
    asked = allowed
    found = feasibleInPool(contest, bits)
    return true
  }
  const stronger = reserve ? strongerTiers(contest, reserve, found) : 0
  for (let tier = 0; tier < TIERS; tier++) {
    if ((stronger >>> tier) & 1 && look(1 << tier, EVERY_CONSTRAINT)) break
  }
  for (let bit = NOTHING; bit > 0; bit >>= 1) {
    if ((found.broken & bit) === 0) continue
    const harder = found.broken & ~(2 * bit - 1)
    const allowed = harder | (bit - 1)
    look(tiersFor(contest, bits, allowed, found.rules), allowed)
  }
  // Last, the best of those that break exactly this much: some of them may have been fetched along with milder ones
  // only.
  if (asked >= 0 && asked !== found.broken) look(tiersFor(contest, bits, found.broken, found.rules), found.broken)
  return found
}

/** Tiers of the reserve whose items break no more than is allowed. */
function tiersFor({ reserve }: Contest, bits: ConstraintBits, allowed: number, { fullTiers }: SlotRules): number {
  const mayBeFull = bits.tier === 0 || (allowed & bits.tier) !== 0
  return (reserve?.tiers ?? 0) & (mayBeFull ? -1 : ~fullTiers)
}

function feasibleInPool(contest: Contest, bits: ConstraintBits): Found {
  const open = keepOpen(contest)
  const strongest = open === 0 ? TIERS : strongestTier(contest, open)
  const rules = slotRules(contest, strongest)
  if (open === 0) return { count: 0, broken: NOTHING, strongest, rules }
  return { ...keepLeastBroken(contest, bits, open, rules), strongest, rules }
}

/** Lists in `open` the waiting candidates that clash with nothing; returns how many. */
function keepOpen({ pool, plan, buffers, trail, earlier }: Contest): number {
  const { standing, fate, open } = buffers
  const previous = trail.at(-1)
  // On a page about one title, the other assets stand aside for the stand-in at the first slot only.
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

/** Keeps in `open` only the candidates that break the least, and records why the others were not kept. */
function keepLeastBroken(contest: Contest, bits: ConstraintBits, open: number, rules: SlotRules): Feasible {
  const { pool, plan, buffers } = contest
  const strict = plan.policy.tiers === 'strict'
  let least = 0xff
  for (let entry = 0; entry < open; entry++) {
    const item = pool[buffers.open[entry] ?? 0]
    if (item === undefined) continue
    const repeated = buffers.titleCount[buffers.open[entry] ?? 0] ?? 0
    const broken = brokenBy(item, repeated, rules, bits)
    // Among candidates that break the same, a strict surface also compares the tier.
    const severity = broken * TIERS + (strict ? item.tier : 0)
    buffers.severity[entry] = severity
    if (severity < least) least = severity
  }
  const leastBroken = Math.floor(least / TIERS)
  const ignored = strict ? bits.tier : 0
  let count = 0
  for (let entry = 0; entry < open; entry++) {
    const index = buffers.open[entry] ?? 0
    const severity = buffers.severity[entry] ?? 0
    if (severity === least) buffers.open[count++] = index
    if (plan.picksAlone) continue
    const broken = Math.floor(severity / TIERS)
    const reason = fateOf(broken === leastBroken ? 0 : broken & ~ignored, bits)
    if (reason > (buffers.fate[index] ?? 0)) buffers.fate[index] = reason
  }
  return { count, broken: leastBroken }
}

function strongestTier({ pool, buffers }: Contest, open: number): number {
  let strongest = TIERS - 1
  for (let entry = 0; entry < open; entry++) {
    strongest = Math.min(strongest, pool[buffers.open[entry] ?? 0]?.tier ?? strongest)
  }
  return strongest
}

/** The fate for a set of broken constraints; none broken means a weaker tier, which is outranked. */
function fateOf(broken: number, bits: ConstraintBits): number {
  if (broken === 0) return FATE.outranked
  return (broken & bits.separation) === 0 ? FATE.diverse : FATE.excluded
}
