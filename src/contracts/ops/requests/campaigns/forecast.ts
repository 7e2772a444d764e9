import { z } from 'zod'
import { campaignReason } from '../campaigns.ts'

/** Body of `POST /ops/v1/campaigns/:id/forecast`. */
export const forecastOrder = z
  .strictObject({
    record: z
      .looseObject({ id: z.unknown().optional().describe('As in the path.') })
      .optional()
      .describe('The campaign record to forecast. Left out: what waits of the campaign, or else what it says.'),
  })
  .meta({
    id: 'ForecastOrder',
    description: 'What is forecast; empty: the campaign as it waits or is. Nothing is stored.',
  })

/** Body of `POST /ops/v1/campaigns/:id/hold`. */
export const holdOrder = z
  .strictObject({ reason: campaignReason })
  .meta({ id: 'HoldOrder', description: 'Why others are to leave room for a campaign.' })
