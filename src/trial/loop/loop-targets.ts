import type { RateRatio } from './rates.ts'

/** What the product comes to beside the others, over the last days. */
export interface LoopRatios {
  /** Of the product to popularity. `apart`: their intervals do not touch. */
  readonly returning: RateRatio & { readonly apart: boolean }
  readonly new: RateRatio
  readonly coverage: number
  /** Of the product to itself as on the first day. */
  readonly firstDayPolicy: RateRatio
}

/** Something that a trial of 30 days should come to. */
export interface LoopTarget {
  readonly name: 'first-day-policy' | 'returning' | 'returning-apart' | 'new' | 'new-not-worse' | 'all' | 'coverage'
  readonly value: number
  readonly least: number
  /** Null: there is no most. */
  readonly most: number | null
  readonly holds: boolean
}

/**
 * Which targets hold. They are of 30 days: fewer teach less.
 *
 * @param firstDayRate starts per impression of the product as on its first day
 */
export function loopTargets(ratios: LoopRatios, firstDayRate: number): readonly LoopTarget[] {
  const { returning, firstDayPolicy } = ratios
  return [
    target('first-day-policy', firstDayRate, 0.12, 0.14),
    target('returning', returning.value, 1.12),
    target('returning-apart', Number(returning.apart), 1),
    target('new', ratios.new.value, 0.95),
    target('new-not-worse', ratios.new.high, 1),
    target('all', firstDayPolicy.value, 2),
    target('coverage', ratios.coverage, 2),
  ]
}

function target(name: LoopTarget['name'], value: number, least: number, most: number | null = null): LoopTarget {
  return { name, value, least, most, holds: value >= least && (most === null || value <= most) }
}
