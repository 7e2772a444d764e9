import type { AlikeZones, ZoneOffsets } from '../../model/policies/zone-offsets.ts'

/** The offset changes of one zone, and the span that they are known for. */
interface ToldZone {
  readonly from: number
  readonly until: number
  readonly changes: AlikeZones['changes']
}

/** Greatest plausible offset: no clock on earth is further from UTC. */
const OFFSET_MINUTES_MAX = 16 * 60

/**
 * The zone offsets that snapshots carried. All snapshots agree on them; they differ only in the span and in how recent
 * it is.
 */
export class ToldOffsets {
  private readonly zones = new Map<string, ToldZone>()

  /**
   * Adds the offsets of a snapshot. A zone's offsets for a later year are kept; otherwise the newest replace the older.
   * Implausible ones are ignored, which leaves the zone to the runtime.
   */
  remember({ from, until, alike }: ZoneOffsets): void {
    for (const { zones, changes } of alike) {
      if (!isTold(changes, from)) continue
      for (const zone of zones) {
        if ((this.zones.get(zone)?.from ?? from) <= from) this.zones.set(zone, { from, until, changes })
      }
    }
  }

  /** Minutes east of UTC at an instant; null: not known. */
  minutesEast(instant: number, timeZone: string): number | null {
    const told = this.zones.get(timeZone)
    if (told === undefined || instant < told.from || instant >= told.until) return null
    let minutes: number | null = null
    for (const [from, minutesEast] of told.changes) {
      if (from > instant) break
      minutes = minutesEast
    }
    return minutes
  }
}

function isTold(changes: AlikeZones['changes'], from: number): boolean {
  return (
    (changes[0]?.[0] ?? Number.POSITIVE_INFINITY) <= from &&
    changes.every(([at, minutes], index) => {
      const inOrder = index === 0 || at > (changes[index - 1]?.[0] ?? at)
      return inOrder && Number.isInteger(minutes) && Math.abs(minutes) <= OFFSET_MINUTES_MAX
    })
  )
}
