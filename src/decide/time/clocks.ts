import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { type DailyWindow, type WatershedRule, windowIncludes } from '../../model/policies/watershed.ts'
import type { Context } from '../context/context.ts'
import { type LocalMinute, localMinute } from './local-minute.ts'

/** The clocks that hold content back now. */
export interface Clocks {
  readonly closed: readonly WatershedRule[]
  /**
   * Clocks open only because the viewer gave a PIN: content that they match may be played, but never starts by itself.
   */
  readonly openedByPin: readonly WatershedRule[]
}

/**
 * The clocks that are closed for a viewer. The clocks of the place count, and those of the residence whose rights
 * apply; both are read in every zone that the viewer may be in. At an unknown place every clock in the world counts and
 * none is open: nothing is relaxed for a viewer whose place is unknown.
 */
export function clocksFor(rules: readonly WatershedRule[], context: Context): Clocks {
  const counted = countedClocks(rules, context)
  if (isNowhere(context)) return { closed: counted, openedByPin: [] }
  const walls = context.timeZones.map((zone) => localMinute(context.now, zone))
  const closed = counted.filter((rule) => !opens(rule, walls, context))
  return {
    closed: closed.filter((rule) => !pinOpens(rule, context)),
    openedByPin: closed.filter((rule) => pinOpens(rule, context)),
  }
}

function isNowhere({ unknownPlace, territory }: Context): boolean {
  return unknownPlace || territory === UNKNOWN_TERRITORY
}

/** The clocks that apply to a viewer, open or closed. */
export function countedClocks(rules: readonly WatershedRule[], context: Context): readonly WatershedRule[] {
  const anywhere = isNowhere(context)
  return rules.filter(
    ({ territory, onDemand }) =>
      onDemand !== 'no' && (anywhere || territory === context.place || territory === context.territory),
  )
}

/** The minutes of the day at which clocks open and close. */
export function clockMinutes(clocks: readonly WatershedRule[]): readonly number[] {
  return clocks.flatMap(({ allow }) => allow.flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute]))
}

/**
 * Whether a clock is open, by its kind for video on demand; the kinds are the sources' own words, see
 * `ON_DEMAND_CLOCKS`.
 */
function opens(rule: WatershedRule, walls: readonly LocalMinute[], { adult }: Context): boolean {
  switch (rule.onDemand) {
    case 'no':
      return true
    case 'alternative':
      return adult || openOnEvery(rule.allow, walls)
    case 'lock':
    case 'lock-only':
      return adult
    case 'yes-with-lock':
      return adult && openOnEvery(rule.allow, walls)
    case 'unknown':
      return openOnEvery(rule.allow, walls)
    default:
      return rule.onDemand satisfies never
  }
}

function pinOpens({ onDemand, pinLifts }: WatershedRule, { pin }: Context): boolean {
  return pin && pinLifts && onDemand === 'alternative'
}

function openOnEvery(windows: readonly DailyWindow[], walls: readonly LocalMinute[]): boolean {
  return walls.every(({ minute }) => windows.some((window) => windowIncludes(window, minute)))
}
