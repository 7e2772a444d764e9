import { z } from 'zod'
import { titleId } from '../../../model/fields/identifier.ts'
import { NAMEABLE_SUBJECT, PROOF_LENGTH, SUBJECT_LENGTH } from '../../../model/nouns/profile.ts'
import { utcInstant } from '../../../model/nouns/takedown.ts'

/** Longest time that one viewing may have taken, in milliseconds: a week. */
const WATCHED_MS_MAX = 7 * 86_400_000

/** Subject of a viewer, as their viewer tokens name them. */
export const viewerSubject = z
  .string()
  .min(1)
  .max(SUBJECT_LENGTH)
  .regex(NAMEABLE_SUBJECT, 'a path cannot name it')
  .describe('The `sub` of their viewer tokens.')

/** One line of `POST /ops/v1/viewing`. */
export const viewingLine = z.strictObject({
  sub: viewerSubject,
  titleId: titleId.describe('Id of the title, `ttl_…`; it need not be scheduled.'),
  at: utcInstant.describe('When the viewing ended, in UTC.'),
  watchedMs: z.int().min(0).max(WATCHED_MS_MAX).describe('How long it was watched, in milliseconds.'),
  consent: z
    .strictObject({
      at: utcInstant.describe('When they agreed to be known, in UTC: not after the viewing.'),
      proof: z.string().min(1).max(PROOF_LENGTH).describe('The record of it.'),
    })
    .describe('What allows to keep it.'),
})

/** Query of `DELETE /ops/v1/profiles/{sub}`. */
export const eraseQuery = z.object({
  reason: z.string().min(1).max(300).optional().describe('Why, without the viewer. It stands in the audit log.'),
})
