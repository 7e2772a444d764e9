import { isRegionId, type RegionId } from '../../model/nouns/region.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { type Cell, type CellFamily, NOT_SAID } from './cell.ts'

/** Events that a campaign's delivery is counted by. */
const COUNTED = ['impression', 'start'] as const
type DeliveryEvent = (typeof COUNTED)[number]

/** What a counter of delivery counts. */
export interface DeliveryCell {
  readonly region: RegionId
  /** Null: older tokens do not say. */
  readonly territory: string | null
  readonly surface: SurfaceId | null
  readonly event: DeliveryEvent
  readonly weight: number
}

const isCounted = (event: string): event is DeliveryEvent => (COUNTED as readonly string[]).includes(event)
const isSurface = (word: string): word is SurfaceId => (SURFACE_IDS as readonly string[]).includes(word)

/** Impressions and starts of a campaign, by territory and surface. */
export const deliveryCells: CellFamily = ({ campaignId, territory, surface, event }, { region, weight }) => {
  if (!isCounted(event)) return []
  const field = [region, territory ?? NOT_SAID, surface ?? NOT_SAID, event, weight].join(':')
  return [{ family: 'delivery', owner: campaignId, field } satisfies Cell]
}

/** What a counter's name says; null for a name that no version of ours writes. */
export function readDeliveryField(field: string): DeliveryCell | null {
  const [region = '', territory = '', surface = '', event = '', weight = ''] = field.split(':')
  if (!isRegionId(region) || !isCounted(event) || !/^[1-9]\d{0,4}$/.test(weight)) return null
  if (surface !== NOT_SAID && !isSurface(surface)) return null
  return {
    region,
    territory: territory === NOT_SAID ? null : territory,
    surface: surface === NOT_SAID ? null : surface,
    event,
    weight: Number(weight),
  }
}
