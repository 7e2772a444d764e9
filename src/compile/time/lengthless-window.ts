import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { expandTerritories } from '../../rules/lookup/expand-territories.ts'
import { localWindow } from './local-time.ts'
import { zonesAt } from './place.ts'

/** A window as a record states it, in local time. */
export interface RecordWindow {
  readonly start: string | null
  readonly end: string | null
  readonly timeZone: string
}

/**
 * A window longer than this always has a length: clocks of one place differ by 26 hours at most, and the longest jump
 * of a clock was one day.
 */
const SURELY_LONG_MS = 50 * 3_600_000

/**
 * A territory in which a window ends before it starts or as it starts: its clock skips it or shows it twice, or its
 * zones are too far apart. A territory named by its code counts by itself; those of a group or of `*` count only if all
 * are affected. Null: none.
 */
export function territoryWithoutLength(
  rules: Pick<Rules, 'territories' | 'groups'>,
  window: RecordWindow,
  selectors: readonly string[],
): TerritoryCode | null {
  const { start, end } = window
  if (start === null || end === null || Date.parse(`${end}Z`) - Date.parse(`${start}Z`) > SURELY_LONG_MS) return null
  const isEmptyAt = (code: TerritoryCode): boolean => {
    const instants = localWindow(window, zonesAt({ code, rule: rules.territories.get(code) ?? null }, window.timeZone))
    return instants.start >= instants.end
  }
  const named = selectors.find((selector) => rules.territories.has(selector) && isEmptyAt(selector))
  if (named !== undefined) return named
  const all = [...expandTerritories(rules, selectors).territories]
  return all.every(isEmptyAt) ? (all[0] ?? null) : null
}
