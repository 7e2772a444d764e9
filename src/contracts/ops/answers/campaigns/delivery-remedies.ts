import { z } from 'zod'
import { PRIORITIES } from '../../../../model/nouns/campaign-vocabulary.ts'
import { count, surface } from '../fields.ts'

/** A change of a campaign that would bring it closer to its goal. */
export const campaignRemedy = z
  .object({
    kind: z.enum(['longer', 'surfaces', 'tier']).describe('What is changed: its end, its surfaces or its tier.'),
    change: z
      .object({
        end: z.string().optional().describe('A later end, as local time without an offset.'),
        surfaces: z.array(surface).optional().describe('All surfaces that it would have.'),
        priority: z.enum(PRIORITIES).optional().describe('The tier that it would have.'),
      })
      .describe('The fields of the record that differ; nobody has changed them.'),
    text: z.string().describe('The same in words.'),
    expected: z
      .object({
        low: count.describe('In one case of ten it is less.'),
        mid: count.describe('As much is expected.'),
        high: count.describe('In one case of ten it is more.'),
      })
      .describe('What it would have delivered in the end, what is delivered included, with an interval of 80 %.'),
    reachable: z.enum(['yes', 'risky', 'no', 'unknown']).describe('Whether it would reach its goal.'),
  })
  .meta({ id: 'CampaignRemedy', description: 'A change that would bring a campaign closer to its goal.' })

/** A change of a campaign that would bring it closer to its goal. */
export type CampaignRemedy = z.infer<typeof campaignRemedy>
