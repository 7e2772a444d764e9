/** How often the controller runs, for all regions at once, in milliseconds. */
export const PACING_STEP_MS = 5 * 60_000

/** How long after a step the last isolates act by its share, in milliseconds: publish, KV's cache, the refresh of an isolate. */
export const SHARE_ACTS_WITHIN_MS = 5 * 60_000

/** Greatest factor by which a campaign's weight is multiplied when all that it is offered is not enough. */
export const NEED_MAX = 8

/** What is measured of a campaign is measured over this time before the watermark, in milliseconds. */
export const YIELD_WINDOW_MS = 3 * 3_600_000

/**
 * Devices send some of their events late, below the watermark: this part of the events of the hour before it counts as
 * underway. An allowance, as the simulated world has it; a goal that is spent within hours ends above its
 * bounds without it.
 */
export const LATE_PART = 0.04
/** How long before the watermark events count as partly underway, in milliseconds. */
export const LATE_WINDOW_MS = 3_600_000

/** What was known before counts as much as this many chances. */
export const YIELD_SHRINK_CHANCES = 60

/** A goal is aimed at with so much on top: ending above it by a little is what was bought, below it is not. */
export const GOAL_SLACK = 1.002

/** The goal is aimed at so much of the campaign's length before its end: the rest is for what went wrong. */
export const DONE_BEFORE_END = 0.02

/** A share grows or shrinks by at most this factor a step. */
export const SHARE_STEP_FACTOR = 1.5

/** No more of what is left may be spent, by forecast, before the next share acts. */
export const LEFT_BEFORE_NEXT = 0.5

/** Without a new share the last one ends when, by forecast, this much of what is left is spent. */
export const LEFT_WITHOUT_NEXT = 0.9
