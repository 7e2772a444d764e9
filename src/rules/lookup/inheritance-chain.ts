import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { TerritoryRow } from '../files/territory-files.ts'

/**
 * The territories that `code` inherits from, itself first, nearest next. `confirmed[i]` says whether every
 * step up to the i-th is confirmed. Stops at an unknown code, and before repeating one.
 */
export function inheritanceChain(
  rows: ReadonlyMap<TerritoryCode, TerritoryRow>,
  code: TerritoryCode,
): { steps: { code: TerritoryCode; confirmed: boolean }[]; loops: boolean } {
  const steps = [{ code, confirmed: true }]
  let inherits = rows.get(code)?.inherits
  while (inherits) {
    const next = inherits.territory
    if (steps.some((step) => step.code === next)) return { steps, loops: true }
    steps.push({ code: next, confirmed: inherits.verified && (steps.at(-1)?.confirmed ?? true) })
    inherits = rows.get(next)?.inherits
  }
  return { steps, loops: false }
}
