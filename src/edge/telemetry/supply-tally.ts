import type { SupplyReport } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { SupplyHour } from './supply-hour.ts'

const HOUR_MS = 3_600_000
/** Hours of a region that are kept at once: the one that runs, and the one before until a report of it was accepted. */
const HOURS_KEPT = 2
/** Cells in one message, whose greatest size is 128 kB; a later message has the rest. */
const MESSAGE_CELLS = 400

/** What one hour of a region had that was reported by nobody when it was let go. */
export interface LostSupply {
  readonly region: RegionId
  readonly hour: number
  readonly placements: number
}

/**
 * Counts what placements were asked for, by region, hour (UTC), territory and surface. A report has all of its hour, so
 * a lost one costs nothing as long as a later one arrives; an hour that has ended is reported until the queue took it
 * whole. What an isolate counted since its last report dies with it: at most 30 seconds.
 */
export class SupplyTally {
  /** By region; the hour that is counted in now stands last. */
  private readonly hours = new Map<RegionId, SupplyHour[]>()
  private begun = 0

  /** @param lost told of what had to be let go because the queue took nothing for an hour */
  constructor(private readonly lost: (supply: LostSupply) => void) {}

  /** The hour of a region that `now` lies in, to count in. */
  hourOf(region: RegionId, now: number): SupplyHour {
    const held = this.hours.get(region)
    const last = held?.[held.length - 1]
    if (last !== undefined && last.hour <= now && now < last.hour + HOUR_MS) return last
    return this.turnTo(region, now, held ?? [])
  }

  /** Reports of the hours of a region that the queue has not taken in full, the first begun first. */
  reports(region: RegionId): readonly SupplyReport[] {
    const reports: SupplyReport[] = []
    let cells = 0
    for (const hour of this.hours.get(region) ?? []) {
      if (hour.pending() === 0) continue
      const report = hour.report()
      cells += report.cells.length
      if (reports.length > 0 && cells > MESSAGE_CELLS) break
      reports.push(report)
    }
    return reports
  }

  /** Notes that the queue took these reports; an hour that has ended is then let go when the next one begins. */
  accept(region: RegionId, reports: readonly SupplyReport[]): void {
    for (const report of reports) {
      this.hours
        .get(region)
        ?.find(({ series }) => series === report.series)
        ?.accept(report)
    }
  }

  /** After the clock went back, an hour that is still kept is counted on; any other is begun anew. */
  private turnTo(region: RegionId, now: number, held: readonly SupplyHour[]): SupplyHour {
    const start = now - (now % HOUR_MS)
    const known = held.find(({ hour }) => hour === start)
    const others = held.filter((each) => each !== known && each.pending() > 0)
    const kept = others.slice(-(HOURS_KEPT - 1))
    for (const lost of others.slice(0, -(HOURS_KEPT - 1))) {
      this.lost({ region, hour: lost.hour, placements: lost.pending() })
    }
    const current = known ?? new SupplyHour(start, this.begun++)
    this.hours.set(region, [...kept, current])
    return current
  }
}
