import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { type DailyWindow, type WatershedRule, windowIncludes } from '../../model/policies/watershed.ts'
import type { Context } from '../context/context.ts'
import { type LocalMinute, localMinute, nextWallEdge } from './local-minute.ts'

/** The clocks that hold something back now. */
export interface Clocks {
  readonly closed: readonly WatershedRule[]
  /** Open only because the viewer gave a PIN: what they match may be played, and never starts by itself. */
  readonly openedByPin: readonly WatershedRule[]
}

/**
 * Which clocks are closed for a viewer. A clock of the place counts, and of the residence whose rights hold;
 * both are read where the viewer is, on every wall clock that could be theirs. At an unknown place every clock
 * in the world counts and none is open: nothing relieves a viewer whom nobody can place.
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

/** The clocks that have a say for a viewer, open or closed. */
export function countedClocks(rules: readonly WatershedRule[], context: Context): readonly WatershedRule[] {
  const anywhere = isNowhere(context)
  return rules.filter(
    ({ territory, onDemand }) =>
      onDemand !== 'no' && (anywhere || territory === context.place || territory === context.territory),
  )
}

/** An instant after `now` before which none of the clocks opens or closes, in any zone; `Infinity` without clocks. */
export function nextClockEdge(clocks: readonly WatershedRule[], now: number): number {
  return nextWallEdge(
    clocks.flatMap(({ allow }) => allow.flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute])),
    now,
  )
}

/** What each kind of clock wants on demand; the words are the sources' own, see `ON_DEMAND_CLOCKS`. */
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
