import { z } from 'zod'
import { APPROVAL_KINDS } from '../../../model/policies/access.ts'
import type { AnswerOf } from '../answer-of.ts'
import { instant, region, regions } from './fields.ts'

const approved = z
  .object({
    by: z.string().describe('The second person.'),
    at: instant.describe('When they approved it, in UTC.'),
  })
  .meta({ id: 'Approval', description: 'The approval of the second person.' })

const consumed = z
  .object({
    by: z.string().describe('Who used it.'),
    at: instant.describe('When it was used, in UTC.'),
    use: z.string().describe('What it was used for.'),
  })
  .meta({ id: 'ApprovalUse', description: 'The one use of an approved request.' })

const approvalRequest = z
  .object({
    id: z.string().describe('Id of the request, `apr_…`.'),
    kind: z.enum(APPROVAL_KINDS).describe('What is to be approved.'),
    region,
    regions: regions.optional().describe('All regions of a campaign; left out: only the one above.'),
    content: z
      .unknown()
      .describe(
        'The exact action: for an override its `findings`, for a rollback what is announced again, for a campaign its revision and the hash of what it is to say.',
      ),
    contentHash: z.string().describe('SHA-256 of the content: an approval holds for exactly this.'),
    reason: z.string().describe('Why, in the words of whoever asked.'),
    told: z.array(z.string()).optional().describe('What it is about, line by line, as the publisher saw it.'),
    proposedBy: z.string().describe('Who asked; they cannot approve it.'),
    proposedAt: instant.describe('When it was asked for, in UTC.'),
    expiresAt: instant.describe('From then on it can be neither approved nor used, in UTC.'),
    state: z
      .enum(['asked', 'approved', 'used', 'lapsed', 'void'])
      .describe(
        '`asked`: nobody has approved it. `approved`: it may be used. `used`: it was. `lapsed`: too late. `void`: the campaign was changed since.',
      ),
    approved: approved.nullable().describe('The approval; null: nobody has approved it.'),
    consumed: consumed.nullable().describe('Its use; null: it was not used.'),
  })
  .meta({ id: 'ApprovalRequest', description: 'What somebody asks a second person to approve.' })

/** Answer to `GET /ops/v1/approvals`. */
export const approvalList = z
  .object({ approvals: z.array(approvalRequest).describe('The requests, the newest first.') })
  .meta({ id: 'ApprovalList', description: 'The requests in the regions that the caller may see.' })

/** Answer to `POST /ops/v1/overrides` and to `POST /ops/v1/approvals/:id/approve`. */
export const approvalAnswer = z
  .object({ approval: approvalRequest.describe('The request, as it is now.') })
  .meta({ id: 'ApprovalAnswer', description: 'One request.' })

/** A request for approval. */
export type ApprovalRequestAnswer = AnswerOf<typeof approvalRequest>
/** The requests for approval. */
export type ApprovalList = AnswerOf<typeof approvalList>
/** One request for approval. */
export type ApprovalAnswer = AnswerOf<typeof approvalAnswer>
