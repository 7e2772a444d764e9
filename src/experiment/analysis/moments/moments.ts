/** What a metric is: a mean per unit, the share of units with something, or a ratio of two sums, such as starts per impression. */
export const METRIC_KINDS = ['mean', 'proportion', 'ratio'] as const
export type MetricKind = (typeof METRIC_KINDS)[number]

/** Which way a metric is better. */
export const GOALS = ['up', 'down'] as const
export type MetricGoal = (typeof GOALS)[number]

/** What tells a metric: events, where nothing else is said, or lines of the decision log. */
export const TOLD_BY = ['events', 'decisions'] as const
export type MetricSource = (typeof TOLD_BY)[number]

/** The values of a unit that moments are made of: `m` ÷ `d` since exposure, and the same before it. */
export const UNIT_VALUES = ['m', 'd', 'mPre', 'dPre'] as const
export type UnitValue = (typeof UNIT_VALUES)[number]

/** Sums of products of two values of a unit, by the names of both. */
export const PRODUCTS = ['m.d', 'm.mPre', 'm.dPre', 'd.mPre', 'd.dPre', 'mPre.dPre'] as const
export type ProductName = (typeof PRODUCTS)[number]

/** One value over the units of an arm. */
export interface ValueSums {
  readonly sum: number
  readonly sumSquares: number
}

/** A metric in an arm: sums over its units, each unit once. */
export interface ArmMoments {
  /** Units that are summed. */
  readonly n: number
  readonly m: ValueSums
  /** The denominator of a ratio. */
  readonly d?: ValueSums | undefined
  /** The same values before the exposure; left out: not known. */
  readonly mPre?: ValueSums | undefined
  readonly dPre?: ValueSums | undefined
  readonly products: Readonly<Partial<Record<ProductName, number>>>
}

/** A metric in all arms, in the order of the arms. */
export interface MetricMoments {
  readonly id: string
  readonly kind: MetricKind
  readonly goal: MetricGoal
  /** It is not to be improved, and must not get worse. */
  readonly guardrail: boolean
  /**
   * Left out: `events`. The decision log has units of its own: it also knows those that no event tells of, as they were
   * shown nothing.
   */
  readonly toldBy?: MetricSource | undefined
  readonly arms: readonly ArmMoments[]
}

/** An arm of an experiment, and who was exposed to it. */
export interface ExposedArm {
  readonly key: string
  /** The share that it was to get; those of all arms sum to 1. */
  readonly weight: number
  /** Units that were exposed to this arm alone. */
  readonly units: number
  /** Units that met this arm first and another one later: they are in no sum. */
  readonly exposedTwice: number
}

/** Units of a part, such as a territory on a class of device: they say where a split is broken. */
export interface ExposedCell {
  readonly where: Readonly<Record<string, string>>
  /** In the order of the arms. */
  readonly units: readonly number[]
}

/**
 * All that an analysis needs to know of an experiment's events: sums by arm and metric. No row of a viewer is in it. The
 * first arm is control.
 */
export interface Moments {
  readonly arms: readonly ExposedArm[]
  readonly metrics: readonly MetricMoments[]
  /** The units of the arms by where they were met first; left out: not known. */
  readonly cells?: readonly ExposedCell[] | undefined
}
