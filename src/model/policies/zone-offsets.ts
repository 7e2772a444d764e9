/** Zones whose clocks agree for the whole span that is covered. */
export interface AlikeZones {
  /** IANA names. */
  readonly zones: readonly string[]
  /**
   * Offset changes, earliest first: start, in milliseconds since 1970 UTC and whole minutes; and minutes east of UTC
   * from then on.
   */
  readonly changes: readonly (readonly [from: number, minutesEast: number])[]
}

/** The UTC offsets of some zones for a span of time: facts about the world, not rules. */
export interface ZoneOffsets {
  /** Start of the span, milliseconds since 1970 UTC. */
  readonly from: number
  /** End of the span, exclusive; for later instants the runtime is asked. */
  readonly until: number
  readonly alike: readonly AlikeZones[]
}
