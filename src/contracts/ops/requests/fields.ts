import { z } from 'zod'

/** Why somebody does something, in their words. */
export const reasonGiven = z
  .string()
  .trim()
  .min(1, 'say why, in a few words')
  .max(300)
  .describe('Why, in a few words. It stands in the audit log.')

/** A flag in a query: `1`, `true`, or its name alone. */
export const flag = z
  .enum(['', '0', '1', 'false', 'true'], { error: ({ path }) => `${path?.join('.')} takes 1 or 0.` })
  .default('0')
  .transform((value) => value !== '0' && value !== 'false')
