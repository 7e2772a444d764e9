import type { SupplyCell } from '../../model/messages/queue-message.ts'
import { SUPPLY_REASONS, type SupplyReason } from '../../model/messages/supply-reasons.ts'
import type { TerritoryCode } from '../../model/nouns/region.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'

/** Counts of a surface: the answered placements, then the empty ones by reason. */
const COUNTS = 1 + SUPPLY_REASONS.length
const REASON_AT = new Map<SupplyReason, number>(SUPPLY_REASONS.map((reason, index) => [reason, index + 1]))

/** Counts the placements of one hour in one territory, in numbers beside each other: a count allocates nothing. */
export class TerritorySupply {
  private readonly counts = new Uint32Array(SURFACE_IDS.length * COUNTS)

  constructor(private readonly territory: TerritoryCode) {}

  /** Counts a placement. `reason` says why it stayed empty; null: it was answered. */
  count(surface: SurfaceId, reason: SupplyReason | null): void {
    // Five words are found sooner one by one than in a map.
    const at = SURFACE_IDS.indexOf(surface) * COUNTS + (reason === null ? 0 : (REASON_AT.get(reason) ?? 0))
    this.counts[at] = (this.counts[at] ?? 0) + 1
  }

  /** What was counted, without the surfaces that nobody asked for. */
  cells(): SupplyCell[] {
    return SURFACE_IDS.map((surface, index) => this.cellOf(surface, index * COUNTS)).filter(({ asked }) => asked > 0)
  }

  private cellOf(surface: SurfaceId, from: number): SupplyCell {
    const answered = this.counts[from] ?? 0
    const empty: Record<string, number> = {}
    let asked = answered
    for (const [reason, at] of REASON_AT) {
      const times = this.counts[from + at] ?? 0
      if (times > 0) empty[reason] = times
      asked += times
    }
    return { territory: this.territory, surface, asked, answered, empty }
  }
}
