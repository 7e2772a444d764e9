import type { RegionId } from '../../model/nouns/region.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import { readDeliveryField } from './delivery-cells.ts'

/** What a campaign delivered on a day in a territory on a surface, estimated from the sampled decisions. */
export interface DeliveryRow {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string
  /** Null: older tokens do not say. */
  readonly territory: string | null
  readonly surface: SurfaceId | null
  readonly impressions: number
  readonly starts: number
}

/** Counters of a day: field → how many sampled events. */
interface CountedDay {
  readonly day: string
  readonly counts: ReadonlyMap<string, number>
}

/** The rows of some regions: each count with its weight, by day, territory and surface. */
export function deliveryRows(days: readonly CountedDay[], regions: readonly RegionId[]): readonly DeliveryRow[] {
  return days.flatMap(({ day, counts }) => {
    const rows = new Map<string, DeliveryRow>()
    for (const [field, count] of counts) {
      const cell = readDeliveryField(field)
      if (cell === null || !regions.includes(cell.region)) continue
      const { territory, surface } = cell
      const name = `${territory ?? ''} ${surface ?? ''}`
      const row = rows.get(name) ?? { day, territory, surface, impressions: 0, starts: 0 }
      const counted = cell.event === 'impression' ? 'impressions' : 'starts'
      rows.set(name, { ...row, [counted]: row[counted] + count * cell.weight })
    }
    return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
  })
}
