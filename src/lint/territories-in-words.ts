import type { TerritoryCode } from '../model/nouns/region.ts'

/** How many are named in a text; the finding itself names all. */
const TOLD_TERRITORIES = 12

/** The territories of a finding, as its text names them: the first, and how many more. Empty for none. */
export function territoriesInWords(territories: readonly TerritoryCode[]): string {
  const told = territories.slice(0, TOLD_TERRITORIES).join(' ')
  const more = territories.length - TOLD_TERRITORIES
  return more > 0 ? `${told} and ${more} more` : told
}
