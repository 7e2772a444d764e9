import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'

/** The clock that stands for a territory: that of its rights, else the first of its zones; UTC at an unknown place. */
export function zoneOfTerritory({ territories }: Pick<Rules, 'territories'>): (territory: TerritoryCode) => string {
  return (territory) => {
    const rule = territories.get(territory)
    return rule?.rightsZone ?? rule?.zones[0] ?? 'UTC'
  }
}
