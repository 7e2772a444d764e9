import { z } from 'zod'
import { titleId } from '../../../model/fields/identifier.ts'
import { NAMEABLE_SUBJECT, PROOF_LENGTH, SUBJECT_LENGTH } from '../../../model/nouns/profile.ts'
import { utcInstant } from '../../../model/nouns/takedown.ts'
import { typedText } from './fields.ts'

/** Longest time that one viewing may have taken, in milliseconds: a week. */
const WATCHED_MS_MAX = 7 * 86_400_000

const SUBJECT_FORM = `a text of 1 to ${SUBJECT_LENGTH} characters`
const WATCHED_FORM = `whole milliseconds from 0 to ${WATCHED_MS_MAX}`
const PROOF_FORM = `a text of 1 to ${PROOF_LENGTH} characters: the record of the consent`

/** What to send instead of something that is no object; nothing of fields that an object has too many. */
const objectOf = (form: string) => (issue: { readonly code?: string }) =>
  issue.code === 'invalid_type' ? `an object ${form}` : undefined

/** Subject of a viewer, as their viewer tokens name them. */
export const viewerSubject = z
  .string({ error: SUBJECT_FORM })
  .min(1, SUBJECT_FORM)
  .max(SUBJECT_LENGTH, SUBJECT_FORM)
  .regex(NAMEABLE_SUBJECT, 'must not be . or .., which no address can name')
  .describe('The `sub` of their viewer tokens.')

/** One line of `POST /ops/v1/viewing`. */
export const viewingLine = z.strictObject(
  {
    sub: viewerSubject,
    titleId: titleId.describe('Id of the title, `ttl_…`; it need not be scheduled.'),
    at: utcInstant.describe('When the viewing ended, in UTC.'),
    watchedMs: z
      .int({ error: WATCHED_FORM })
      .min(0, WATCHED_FORM)
      .max(WATCHED_MS_MAX, WATCHED_FORM)
      .describe('How long it was watched, in milliseconds.'),
    consent: z
      .strictObject(
        {
          at: utcInstant.describe('When they agreed to be known, in UTC: not after the viewing.'),
          proof: z
            .string({ error: PROOF_FORM })
            .min(1, PROOF_FORM)
            .max(PROOF_LENGTH, PROOF_FORM)
            .describe('The record of it.'),
        },
        { error: objectOf('{at, proof}: without it nothing is kept') },
      )
      .describe('What allows to keep it.'),
  },
  { error: objectOf('{sub, titleId, at, watchedMs, consent}') },
)

/** Query of `DELETE /ops/v1/profiles/{sub}`. */
export const eraseQuery = z.object({
  reason: typedText('say why, in a few words')
    .min(1)
    .max(300)
    .optional()
    .describe('Why, without the viewer. It stands in the audit log.'),
})
