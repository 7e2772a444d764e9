import type { SupplyCell, SupplyReport } from '../../model/messages/queue-message.ts'
import type { TerritoryCode } from '../../model/nouns/region.ts'
import { TerritorySupply } from './territory-supply.ts'

/** The placements of a region in one hour, and what the queue took of them. */
export class SupplyHour {
  private readonly territories = new Map<TerritoryCode, TerritorySupply>()
  private accepted = 0
  private number = 0

  /** @param hour when it begins, in milliseconds since 1970 UTC */
  constructor(
    readonly hour: number,
    readonly series: number,
  ) {}

  /** The counts of a territory, to count in. */
  of(territory: TerritoryCode): TerritorySupply {
    const known = this.territories.get(territory)
    if (known !== undefined) return known
    const begun = new TerritorySupply(territory)
    this.territories.set(territory, begun)
    return begun
  }

  /** Placements that are in no accepted report. */
  pending(): number {
    return askedIn(this.cells()) - this.accepted
  }

  /** Everything that was counted so far. */
  report(): SupplyReport {
    const { hour, series } = this
    return { hour, series, number: ++this.number, cells: this.cells() }
  }

  /** Notes that the queue took a report of this series. */
  accept({ cells }: Pick<SupplyReport, 'cells'>): void {
    this.accepted = Math.max(this.accepted, askedIn(cells))
  }

  private cells(): SupplyCell[] {
    return [...this.territories.values()].flatMap((territory) => territory.cells())
  }
}

function askedIn(cells: readonly SupplyCell[]): number {
  return cells.reduce((sum, { asked }) => sum + asked, 0)
}
