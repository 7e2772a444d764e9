import { UNKNOWN_TERRITORY } from '../nouns/region.ts'
import type { TerritoryRule } from './rules.ts'

/**
 * The rules at an unknown place: the strictest of everything. Its two zones are the first and the last clock on earth,
 * so a window that is open in both is open everywhere.
 */
export const UNKNOWN_PLACE: TerritoryRule = {
  code: UNKNOWN_TERRITORY,
  name: 'Unknown place',
  region: 'world',
  zones: ['Etc/GMT+12', 'Etc/GMT-14'],
  rightsZone: null,
  eea: true,
  ratingsFrom: UNKNOWN_TERRITORY,
  guestCap: 0,
  consentAge: 18,
}
