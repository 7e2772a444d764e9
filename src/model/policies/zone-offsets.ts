/** Zones whose clocks show the same for as long as is told. */
export interface AlikeZones {
  /** IANA names. */
  readonly zones: readonly string[]
  /** From when, milliseconds since 1970 UTC and whole minutes; and minutes east of UTC from then on. Earliest first. */
  readonly changes: readonly (readonly [from: number, minutesEast: number])[]
}

/** How far the clocks of some zones are from UTC, for a while: facts about the world, not rules. */
export interface ZoneOffsets {
  /** Told from this instant on, milliseconds since 1970 UTC. */
  readonly from: number
  /** Not told at this instant, nor after it: who asks about then asks the runtime. */
  readonly until: number
  readonly alike: readonly AlikeZones[]
}
