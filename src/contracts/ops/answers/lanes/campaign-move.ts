import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'
import { lintFinding } from '../campaigns/lint.ts'
import { campaignId, instant } from '../fields.ts'

const local = z.string().describe('Local time without an offset.')

const place = z
  .object({
    territories: z.array(z.string()).describe('Codes of the territories in which it is so.'),
    timeZone: z.string().describe('The clock that stands for them, an IANA zone.'),
    from: instant.describe('When it starts there, in UTC.'),
    until: instant.nullable().describe('When it ends there, in UTC; null: open.'),
    localFrom: local.describe('What the clock there shows when it starts.'),
    localUntil: local.nullable().describe('What the clock there shows when it ends; null: open.'),
    odd: z
      .enum(['skipped', 'twice'])
      .nullable()
      .describe(
        'What the clock does there at a time that the campaign says: it skips it, or shows it twice; null: neither.',
      ),
  })
  .meta({ id: 'MovedPlace', description: 'When a moved campaign runs, in territories where that is the same.' })

const side = z
  .object({
    start: local.describe('When it starts, on the clock of the campaign.'),
    end: local.nullable().describe('When it ends, on the clock of the campaign; null: open.'),
    places: z.array(place).describe('When that is, in territories of the caller; none where its window has no length.'),
  })
  .meta({ id: 'MovedTimes', description: 'Times of a campaign before or after a move.' })

const moved = z
  .object({
    id: campaignId,
    name: z.string().nullable().describe('Its name; null: none.'),
    revision: z.int().min(1).describe('The latest number that a change of it has taken.'),
    etag: z.string().describe('The same for `If-Match`.'),
    timeZone: z.string().describe('The clock of its times: `territory`, that of each place, or one IANA zone.'),
    refused: z.string().nullable().describe('Why the move would be refused; null: it would not.'),
    before: side.describe('As it says now, or as what waits beside it says.'),
    after: side.nullable().describe('As it would say; null: there is no such time.'),
  })
  .meta({ id: 'MovedCampaign', description: 'What a move would make of one campaign.' })

/** Answer to `POST /ops/v1/schedule/calendar/move`. */
export const campaignMoves = z
  .object({
    byMinutes: z.int().describe('How many minutes later; less than 0: earlier.'),
    campaigns: z.array(moved).describe('Each campaign, as it was named.'),
    makes: z
      .array(lintFinding)
      .nullable()
      .describe(
        'What the linter would say of it when it is submitted, and does not now; null: it was not asked. Slots that run dry are not among it: the strip shows those.',
      ),
    heals: z
      .array(lintFinding)
      .nullable()
      .describe('What it finds now, and would not any more; null: it was not asked.'),
  })
  .meta({ id: 'CampaignMoves', description: 'What a move of campaigns in time would do.' })

/** What a move of campaigns in time would do. */
export type CampaignMoves = AnswerOf<typeof campaignMoves>
/** What it would make of one of them. */
export type MovedCampaignAnswer = AnswerOf<typeof moved>
/** Times of a campaign before or after a move. */
export type MovedTimes = AnswerOf<typeof side>
