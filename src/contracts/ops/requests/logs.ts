import { z } from 'zod'
import { DECISION_ID } from '../../../model/messages/decision-log.ts'
import { REGION_IDS } from '../../../model/nouns/region.ts'

const LAST_DEFAULT = 20
const LAST_MAX = 1_000
const ENTRIES_DEFAULT = 100
const ENTRIES_MAX = 1_000

/** Place of an entry in the audit log, like `2026-11/41`: the month (UTC), and the index in it, from 0. */
export const AUDIT_PLACE = /^(\d{4}-\d{2})\/(\d{1,9})$/

const wholeNumber = (name: string, most: number) => {
  const error = `${name} is a whole number from 1 to ${most}.`
  return z.coerce.number({ error }).int({ error }).min(1, { error }).max(most, { error })
}

/** Query of `GET /ops/v1/decisions`. */
export const decisionsQuery = z.object({
  region: z
    .enum(REGION_IDS, { error: `There are ${REGION_IDS.join(', ')}.` })
    .optional()
    .describe('Only decisions of this region; left out: of all that the caller may read.'),
  last: wholeNumber('last', LAST_MAX).default(LAST_DEFAULT).describe('How many at most, from the newest.'),
  id: z
    .string()
    .regex(DECISION_ID, 'A decisionId is 32 hexadecimal digits in small letters.')
    .optional()
    .describe('Only the decision of this id.'),
  for: z
    .literal('replay', { error: 'for is replay, or left out.' })
    .optional()
    .describe('`replay`: data of the profile of the viewer too, which a replay needs. It is audited as such.'),
})

/** Query of `GET /ops/v1/audit`. */
export const auditQuery = z.object({
  limit: wholeNumber('limit', ENTRIES_MAX).default(ENTRIES_DEFAULT).describe('How many at most.'),
  before: z
    .string()
    .regex(AUDIT_PLACE, 'before is the id of an entry, like 2026-11/41.')
    .optional()
    .describe('Id of an entry: only older ones.'),
})
