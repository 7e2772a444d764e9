import type { TerritoryCode } from '../nouns/region.ts'

/** The kind of service that a clock legally binds. Nearly all bind linear television only. */
export const CLOCK_SCOPES = ['linear-tv', 'linear-pay-tv', 'on-demand'] as const

/**
 * What a clock means for video on demand, in the source's own word.
 * `no`: nothing. `alternative`: the clock, or else technical means (an adult's token). `lock`: technical means at
 * any hour. `lock-only`: technical means, and no hour replaces them. `yes-with-lock`: clock and technical means
 * together. `unknown`: no source read says; since what is not confirmed may tighten and never loosen, read it
 * as a clock that applies and that nothing lifts.
 */
export const ON_DEMAND_CLOCKS = ['no', 'alternative', 'lock', 'lock-only', 'yes-with-lock', 'unknown'] as const

/** How far a row's source was checked. */
export const VERIFIED_WORDS = ['yes', 'partly', 'no'] as const

/** A part of every day on the local clock, half open: the first minute is in, the last is not. */
export interface DailyWindow {
  /** Minutes since local midnight, 0 to 1439. */
  readonly fromMinute: number
  /** Minutes since local midnight, 1 to 1440. No later than `fromMinute`: the window crosses midnight. */
  readonly toMinute: number
}

/** One clock: when content of an age may run. Every rule that matches has to be open. */
export interface WatershedRule {
  readonly territory: TerritoryCode
  /** Matches gate ages, in years, from here on. */
  readonly minAge: number
  /** Where given, the rule matches these labels of the territory only, whatever their age. */
  readonly labels: readonly string[] | null
  /** Open in any of these; empty: at no hour. */
  readonly allow: readonly DailyWindow[]
  readonly scope: (typeof CLOCK_SCOPES)[number]
  readonly onDemand: (typeof ON_DEMAND_CLOCKS)[number]
  /** Whether a PIN lifts it: only if a fully checked source says so, because that widens. */
  readonly pinLifts: boolean
  readonly verified: (typeof VERIFIED_WORDS)[number]
}

/** Whether a minute of the local day (0 to 1439) lies in the window. */
export function windowIncludes(window: DailyWindow, minute: number): boolean {
  const { fromMinute, toMinute } = window
  if (fromMinute < toMinute) return minute >= fromMinute && minute < toMinute
  return minute >= fromMinute || minute < toMinute
}
