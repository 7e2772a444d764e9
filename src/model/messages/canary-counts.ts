/** Who is served the snapshot that is tried out, and who the other one. */
export const CANARY_ARMS = ['control', 'canary'] as const
export type CanaryArmName = (typeof CANARY_ARMS)[number]

/** A viewer's place in a canary that runs. */
export interface PlaceInCanary {
  /** The sequence that started it: names the canary in its region. */
  readonly startedAs: number
  readonly arm: CanaryArmName
}

/** The canary's name among the arms of a decision's token. */
export function canaryKey(startedAs: number): string {
  return `canary:${startedAs}`
}

/** The place in a canary that a decision's arms name; null: in none. */
export function placeOfArms(arms: readonly (readonly [key: string, arm: string])[]): PlaceInCanary | null {
  for (const [key, name] of arms) {
    const startedAs = Number(/^canary:(\d{1,15})$/.exec(key)?.[1])
    const arm = CANARY_ARMS.find((each) => each === name)
    if (arm !== undefined && startedAs > 0) return { startedAs, arm }
  }
  return null
}

/** What became of an arm's decisions, counted in answers: each counts at most once under each word. */
export interface AnswerCounts {
  /** Answers that were asked for, the failed ones too. */
  readonly decisions: number
  /** Answers with a placement that stayed empty, but for the end of a feed. */
  readonly empty: number
  /** Answers that another snapshot gave in the place of the arm's own. */
  readonly fallbacks: number
  /** Answers that the arm's snapshot could not give by a fault of ours. */
  readonly errors: number
}

/** What devices reported of an arm's decisions, each item of a decision once. */
export interface EventCounts {
  readonly firstFrames: number
  readonly starts: number
  readonly impressions: number
}

/** All that is known of what became of an arm's decisions. */
export type ArmCounts = AnswerCounts & EventCounts

/** Both arms of a canary. */
export type CanaryCounts<Counts = ArmCounts> = Readonly<Record<CanaryArmName, Counts>>

/** Of an arm that has not answered yet. */
export const NO_ANSWERS: AnswerCounts = { decisions: 0, empty: 0, fallbacks: 0, errors: 0 }
