import { BUCKETS } from '../../decide/pacing/coin.ts'
import type { PacingHold } from '../../model/nouns/campaign-vocabulary.ts'
import { LEFT_BEFORE_NEXT, SHARE_STEP_FACTOR } from './bounds.ts'

/** The least share that the edge knows beside none. */
const FINEST = 1 / BUCKETS

/** What the next share depends on. */
export interface ShareBounds {
  /** Share that is wanted; above 1: more than there is. */
  readonly wanted: number
  /** The share before, not cut to 64ths. */
  readonly before: number
  /** What was cut off then. */
  readonly carry: number
  /** Events left. */
  readonly left: number
  /** Events by forecast at share 1 until the next share acts, and until the last isolate acts by this one. */
  readonly untilNext: number
  readonly untilActing: number
  /** Whether `asap`: no other course than the brake's. */
  readonly atOnce: boolean
}

/** The next share: exact, as published in whole 64ths, and what was cut off. */
export interface NextShare {
  readonly exact: number
  readonly share: number
  readonly carry: number
  readonly held: PacingHold
}

/**
 * Moves a share towards the one that is wanted: by at most × 1.5 a step, and never so far that half of what is left
 * could be spent before the next share acts. What is cut off to whole 64ths is carried to the next step.
 */
export function nextShare(bounds: ShareBounds): NextShare {
  const target = Math.min(1, bounds.atOnce ? 1 : bounds.wanted)
  const least = Math.max(bounds.before, FINEST)
  const moved = bounds.atOnce ? 1 : Math.min(target, least * SHARE_STEP_FACTOR)
  const brake = (LEFT_BEFORE_NEXT * bounds.left) / bounds.untilNext
  // Without a forecast for the next minutes nothing can be spent in them, by forecast.
  const greatest = Number.isNaN(brake) ? 0 : Math.min(1, brake)
  const exact = Math.min(moved, greatest)
  const held = exact < moved ? 'half-of-left' : moved < target ? 'pace-of-change' : heldAt(bounds.wanted)
  return greatest < FINEST ? finest(bounds, exact) : { exact, ...cutOff(exact + bounds.carry, greatest), held }
}

function heldAt(wanted: number): PacingHold {
  return wanted > 1 ? 'whole-supply' : 'nothing'
}

function cutOff(exact: number, greatest: number): Pick<NextShare, 'share' | 'carry'> {
  const nearest = Math.round(exact * BUCKETS)
  const parts = Math.max(0, Math.min(nearest, Math.floor(greatest * BUCKETS)))
  return { share: parts / BUCKETS, carry: withinOne(exact - parts / BUCKETS) }
}

/** A carry is never more than one bucket: what a brake held back is not owed. */
function withinOne(carry: number): number {
  return Math.max(-FINEST, Math.min(FINEST, carry))
}

/**
 * Even the least share would spend more than half of what is left before the next one acts. It is set now and then,
 * and ends early (`spentBy`); if that is too much as well before all isolates act by it, nothing more is set.
 */
function finest(bounds: ShareBounds, exact: number): NextShare {
  const owed = exact + bounds.carry
  const bearable = FINEST * bounds.untilActing <= LEFT_BEFORE_NEXT * bounds.left
  if (!bearable || owed < FINEST / 2)
    return { exact, share: 0, carry: bearable ? withinOne(owed) : 0, held: 'too-fine' }
  return { exact, share: FINEST, carry: withinOne(owed - FINEST), held: 'too-fine' }
}
