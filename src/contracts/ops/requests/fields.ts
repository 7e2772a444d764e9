import { z } from 'zod'

/**
 * A text without control characters (C0, DEL, C1), but with line breaks and tabs: nobody types others, and whoever reads the
 * text in a terminal must not be shown something else by them.
 */
export const typedText = (otherwise: string) =>
  z
    .string(otherwise)
    .trim()
    .regex(/^(?:\r\n|[\n\t\P{Cc}])*$/u, 'no control characters, but line breaks and tabs')

const SAY_WHY = 'say why, in a few words'

/** Why somebody does something, in their words. */
export const reasonGiven = typedText(SAY_WHY)
  .min(1, SAY_WHY)
  .max(300)
  .describe('Why, in a few words. It stands in the audit log.')

/** A flag in a query: `1`, `true`, or its name alone. */
export const flag = z
  .enum(['', '0', '1', 'false', 'true'], { error: ({ path }) => `${path?.join('.')} takes 1 or 0.` })
  .default('0')
  .transform((value) => value !== '0' && value !== 'false')
