import { LIMITS } from '../../contracts/device/limits.ts'

const DAY_MS = 86_400_000

/**
 * The purposes of sealed tokens; a token of one purpose is refused for all others. Each begins with its mark, which
 * distinguishes it from a compact JWE, the former form. Lengths in characters.
 */
export const PURPOSES = {
  session: { mark: 's2.', maxLength: LIMITS.sealedCharacters, lifetimeMs: DAY_MS },
  cursor: { mark: 'c2.', maxLength: LIMITS.sealedCharacters, lifetimeMs: DAY_MS },
  decision: { mark: 'd2.', maxLength: LIMITS.decisionTokenCharacters, lifetimeMs: 7 * DAY_MS },
} as const

export type Purpose = keyof typeof PURPOSES
