import { z } from 'zod'
import { REGION_IDS } from '../../../../model/nouns/region.ts'
import type { AnswerOf } from '../../answer-of.ts'

const regions = z.array(z.enum(REGION_IDS))

/** Answer to `GET /ops/v1/me`. */
export const whoAmI = z
  .object({
    name: z.string().describe('The name in the audit log.'),
    kind: z
      .enum(['person', 'service', 'local', 'local-browser', 'break-glass'])
      .describe('How the caller signed in: only persons approve.'),
    roles: z
      .array(
        z.object({
          role: z.string().describe('A role of `rules/access.json`.'),
          regions: regions.describe('Where the caller has it.'),
          feeds: z.array(z.string()).nullable().describe('The feeds that it is limited to; null: every feed.'),
        }),
      )
      .describe('What was granted.'),
    may: z
      .record(z.string(), regions)
      .describe(
        'By each action, such as `region.pin`, the regions in which the caller may do it; none: nowhere. On feeds: with every feed.',
      ),
    rolesThatMay: z.record(z.string(), z.array(z.string())).describe('By each action, the roles that hold it.'),
  })
  .meta({ id: 'WhoAmI', description: 'Who is asking, and what they may do where.' })

/** Who is asking, and what they may do where. */
export type WhoAmI = AnswerOf<typeof whoAmI>
