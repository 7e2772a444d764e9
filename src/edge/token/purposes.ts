import { LIMITS } from '../limits.ts'

const DAY_MS = 86_400_000

/**
 * What is sealed, each for itself: one purpose's token is refused everywhere else. Each begins with its mark, which no
 * compact JWE does, as tokens were sealed before. Lengths in characters.
 */
export const PURPOSES = {
  session: { mark: 's2.', maxLength: LIMITS.sealedCharacters, lifetimeMs: DAY_MS },
  cursor: { mark: 'c2.', maxLength: LIMITS.sealedCharacters, lifetimeMs: DAY_MS },
  decision: { mark: 'd2.', maxLength: LIMITS.decisionTokenCharacters, lifetimeMs: 7 * DAY_MS },
} as const

export type Purpose = keyof typeof PURPOSES
