import { z } from 'zod'
import type { AnswerOf } from '../answer-of.ts'
import { actor } from './fields.ts'

const auditEntry = z
  .object({
    id: z.string().describe('Place in the log, such as `2026-11/41`. It never changes.'),
    at: z.number().describe('When, in milliseconds since 1970.'),
    actor,
    role: z.string().nullable().describe('The role that allowed it; null: it was not done for a person.'),
    action: z.string().describe('What was done, such as `takedown.add`.'),
    target: z.string().describe('An id, a region, a batch.'),
    before: z.unknown().describe('The changed values before; null: there were none.'),
    after: z.unknown().describe('The changed values afterwards; null: there are none.'),
  })
  .meta({ id: 'AuditEntry', description: 'Who did what to what.' })

/** Answer to `GET /ops/v1/audit`. */
export const auditLog = z
  .object({ entries: z.array(auditEntry).describe('The newest first.') })
  .meta({ id: 'AuditLog', description: 'A page of the audit log.' })

/** One entry of the audit log. */
export type AuditEntryAnswer = AnswerOf<typeof auditEntry>
/** A page of the audit log. */
export type AuditLog = AnswerOf<typeof auditLog>
