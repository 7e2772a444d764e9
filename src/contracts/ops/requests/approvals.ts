import { z } from 'zod'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import { utcInstant } from '../../../model/nouns/takedown.ts'
import { typedText } from './fields.ts'

/** One finding that a publish may pass: the check's name, and the exact text of the finding or its SHA-256. */
export const overriddenFinding = z
  .strictObject({
    check: z.string().min(1).max(80).describe('Name of the check.'),
    finding: z
      .string()
      .min(1)
      .max(2_000)
      .describe('Code or text of the finding, as the refusal states it, or `sha256:` and 64 hexadecimal digits.'),
  })
  .meta({ id: 'OverriddenFinding', description: 'One finding that a publish may pass.' })

/** Body of `POST /ops/v1/overrides`. */
export const overrideOrder = z
  .strictObject({
    region: z.enum(REGION_IDS).describe('Region of the publish.'),
    findings: z.array(overriddenFinding).min(1).max(50).describe('Exactly these findings may pass.'),
    reason: typedText('say why, in a few words')
      .min(1, 'say why, in a few words')
      .max(500)
      .describe('Why. The second person reads it.'),
    until: utcInstant.describe('From then on it cannot be used, in UTC, within 24 hours.'),
  })
  .meta({ id: 'OverrideOrder', description: 'What one publish is to pass in spite of.' })

/** Body of `POST /ops/v1/approvals/:id/approve`. */
export const approvalOrder = z
  .strictObject({
    contentHash: z
      .string()
      .optional()
      .describe('`contentHash` of the request that was read: another one is refused. Left out: any.'),
    confirm: z
      .int()
      .min(0)
      .optional()
      .describe('To approve a campaign that withdraws much: the number that the refusal gave.'),
  })
  .meta({ id: 'ApprovalOrder', description: 'What is approved.' })

/** One finding that a publish may pass. */
export type OverriddenFinding = z.infer<typeof overriddenFinding>
