import { z } from 'zod'
import { campaignId } from '../../../model/fields/identifier.ts'

/** Body of `POST /ops/v1/campaigns/lint`. */
export const lintOrder = z
  .strictObject({
    ids: z
      .array(campaignId)
      .min(1)
      .max(1000)
      .optional()
      .describe('Only what is found about these, each with what waits of it. Left out: all.'),
    records: z
      .array(z.looseObject({ id: campaignId.describe('Id of the campaign, stored or not.') }))
      .min(1)
      .max(1000)
      .optional()
      .describe('Campaign records, each in place of what is stored; what is found about these.'),
  })
  .meta({ id: 'LintOrder', description: 'Which campaigns are linted; empty: all that are on the air or in review.' })
