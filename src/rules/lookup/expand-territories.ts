import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'

/**
 * The territories that selectors (`*`, `DE`, `@dach`) stand for.
 *
 * @returns the codes, and the selectors that name no territory or group (they are not guessed)
 */
export function expandTerritories(
  rules: Pick<Rules, 'territories' | 'groups'>,
  selectors: Iterable<string>,
): { territories: Set<TerritoryCode>; unknown: string[] } {
  const territories = new Set<TerritoryCode>()
  const unknown: string[] = []
  for (const selector of selectors) {
    const members = membersOf(rules, selector)
    if (!members) unknown.push(selector)
    for (const code of members ?? []) territories.add(code)
  }
  return { territories, unknown }
}

/** Whether a selector stands for any territory: the same question, without the answer. */
export function isSelector(rules: Pick<Rules, 'territories' | 'groups'>, selector: string): boolean {
  return membersOf(rules, selector) !== null
}

function membersOf(rules: Pick<Rules, 'territories' | 'groups'>, selector: string): Iterable<TerritoryCode> | null {
  if (selector === '*') return rules.territories.keys()
  if (selector.startsWith('@')) return rules.groups.get(selector.slice(1)) ?? null
  return rules.territories.has(selector) ? [selector] : null
}
