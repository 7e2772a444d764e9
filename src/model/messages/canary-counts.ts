/** The arms of a canary: `canary` is served the snapshot on trial, `control` the other one. */
export const CANARY_ARMS = ['control', 'canary'] as const
export type CanaryArmName = (typeof CANARY_ARMS)[number]

/** A viewer's assignment in a running canary. */
export interface CanaryAssignment {
  /** The pointer sequence that started it, which identifies the canary in its region. */
  readonly startedAs: number
  readonly arm: CanaryArmName
}

/** The canary's name among the arms of a decision's token. */
export function canaryKey(startedAs: number): string {
  return `canary:${startedAs}`
}

/** The assignment that a decision's arms contain; null: in no canary. */
export function assignmentOfArms(arms: readonly (readonly [key: string, arm: string])[]): CanaryAssignment | null {
  for (const [key, name] of arms) {
    const startedAs = Number(/^canary:(\d{1,15})$/.exec(key)?.[1])
    const arm = CANARY_ARMS.find((each) => each === name)
    if (arm !== undefined && startedAs > 0) return { startedAs, arm }
  }
  return null
}

/** Results of an arm's decisions, counted in answers; each answer counts at most once per field. */
export interface AnswerCounts {
  /** Answers requested, including failed ones. */
  readonly decisions: number
  /** Answers with a placement that stayed empty, except at the end of a feed. */
  readonly empty: number
  /** Answers given by another snapshot in place of the arm's own. */
  readonly fallbacks: number
  /** Answers that the arm's snapshot could not give because of a fault of this system. */
  readonly errors: number
}

/** Events that devices reported for an arm's decisions, each item of a decision once. */
export interface EventCounts {
  readonly firstFrames: number
  readonly starts: number
  readonly impressions: number
}

/** All counts of an arm's decisions. */
export type ArmCounts = AnswerCounts & EventCounts

/** Both arms of a canary. */
export type CanaryCounts<Counts = ArmCounts> = Readonly<Record<CanaryArmName, Counts>>

/** Counts of an arm that has not answered yet. */
export const NO_ANSWERS: AnswerCounts = { decisions: 0, empty: 0, fallbacks: 0, errors: 0 }
