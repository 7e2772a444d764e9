import type { TargetPolicy } from './target-policy.ts'

/** The policy that wrote the log: every weight is 1, and its value is the mean of the rewards. */
export const LOGGED_POLICY: TargetPolicy = {
  name: 'logged',
  chancesOf: ({ slots }) => slots.map(({ propensity }) => ({ chance: propensity, all: null, support: 1 })),
}
