import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'

/** Where placements are forecast: a surface in a territory. */
export interface ForecastCell {
  readonly territory: TerritoryCode
  readonly surface: SurfaceId
}

/** A cell as a key: `DE home-hero`. */
export type ForecastCellName = `${TerritoryCode} ${SurfaceId}`

/** The key of a cell. */
export function forecastCellName({ territory, surface }: ForecastCell): ForecastCellName {
  return `${territory} ${surface}`
}
