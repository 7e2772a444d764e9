import { z } from 'zod'

const MOST_EVENTS = 1e12
const SHARE = 'a whole percent from 1 to 100; to show nothing of the campaign, pause it with ff campaign pause'
const GRACE = 'whole days from 0 to 7; for longer than that, give the campaign a later end'

/** The kinds of goal; a goal is of one kind. */
const GOAL_KINDS = ['impressions', 'starts', 'sharePercent'] as const

/** How the events of a goal are spread over the campaign's time. */
const PACINGS = ['even', 'frontload', 'asap'] as const

/**
 * What a campaign is to reach: so many impressions, so many starts, or a share of the decisions that it could be in.
 * The first two are paced by what is counted; a share is let through as it is, all the time.
 */
export const goal = z
  .strictObject({
    impressions: z.int().min(1).max(MOST_EVENTS).optional().describe('Impressions to be reached.'),
    starts: z.int().min(1).max(MOST_EVENTS).optional().describe('Starts of its videos to be reached.'),
    sharePercent: z
      .int()
      .min(1, SHARE)
      .max(100, SHARE)
      .optional()
      .describe('In how many of 100 decisions it may take part; 100: in all, as without a goal.'),
    pacing: z
      .enum(PACINGS)
      .default('even')
      .describe('Spread evenly over its time, more of it early, or as soon as possible.'),
    graceDays: z
      .int()
      .min(0, GRACE)
      .max(7, GRACE)
      .optional()
      .describe('For how many days it goes on after its end while it is short of its goal. Left out: 0.'),
  })
  .superRefine((given, context) => {
    const contradiction = (field: string | null, message: string): void => {
      context.addIssue({ code: 'custom', path: field === null ? [] : [field], message })
    }
    const [first, second] = GOAL_KINDS.filter((kind) => given[kind] !== undefined)
    if (first === undefined) {
      return contradiction(null, 'names no kind: give impressions, starts or sharePercent; for no goal, null')
    }
    if (second !== undefined) {
      const fix = `of one kind: leave out ${second} or ${first}; to change the kind, give the goal as a whole`
      return contradiction(second, fix)
    }
    if (first !== 'sharePercent') return
    if (given.pacing !== 'even') contradiction('pacing', 'a share is the same all the time: leave pacing out')
    if (given.graceDays !== undefined) contradiction('graceDays', 'a share is never short: leave graceDays out')
  })
  // The same for those who check records by the JSON Schema.
  .meta({ oneOf: GOAL_KINDS.map((kind) => ({ required: [kind] })) })

/** What a campaign is to reach, of one kind. */
export type Goal = z.infer<typeof goal>

/** A goal that is counted. */
export interface GoalOfEvents {
  readonly kind: 'impressions' | 'starts'
  readonly count: number
  readonly pacing: Goal['pacing']
  /** Days after the campaign's end in which it goes on while it is short of its goal. */
  readonly graceDays: number
}

/** What a campaign has to reach in events; null: it has no goal, or one in percent. */
export function goalOfEvents(given: Goal | null): GoalOfEvents | null {
  if (given === null) return null
  const { impressions, starts, pacing, graceDays = 0 } = given
  if (impressions !== undefined) return { kind: 'impressions', count: impressions, pacing, graceDays }
  return starts === undefined ? null : { kind: 'starts', count: starts, pacing, graceDays }
}
