import type { AlikeZones, ZoneOffsets } from '../../model/policies/zone-offsets.ts'

/** The changes of one zone, and how long they are told. */
interface ToldZone {
  readonly from: number
  readonly until: number
  readonly changes: AlikeZones['changes']
}

/** A day and more: no clock on earth is further from UTC. */
const OFFSET_MINUTES_MAX = 16 * 60

/** What snapshots told of zones, which is the same in all of them but for how long and how lately it was told. */
export class ToldOffsets {
  private readonly zones = new Map<string, ToldZone>()

  /**
   * Remembers what a snapshot tells; what another told of a later year stays, otherwise who came last knows best. What
   * cannot be a clock is left to the runtime.
   */
  remember({ from, until, alike }: ZoneOffsets): void {
    for (const { zones, changes } of alike) {
      if (!isTold(changes, from)) continue
      for (const zone of zones) {
        if ((this.zones.get(zone)?.from ?? from) <= from) this.zones.set(zone, { from, until, changes })
      }
    }
  }

  /** Minutes east of UTC at an instant; null: nobody told. */
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
