/** What a line of the decision log says of an experiment. Sums are made of these alone. */
export interface LoggedDecision {
  /** The arm's place, control at 0. */
  readonly arm: number
  /**
   * The short hash that some units share. Those of one arm are summed as one: the line names no unit, and a sum of whole
   * units that chance put together varies as they do.
   */
  readonly group: string
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  /** How many decisions it stands for. */
  readonly weight: number
  /** It is in a sample of all decisions alike. Others are logged for what they answered, which an arm may change. */
  readonly isSampled: boolean
  /** Placements that were asked for, and those of them without an answer. */
  readonly asked: number
  readonly empty: number
  /** Videos that were shown, and those of them that this viewer must not see. */
  readonly shown: number
  readonly above: number
  /** Where it was: the rung that answered, and the place. */
  readonly where: Readonly<Record<string, string>>
}
