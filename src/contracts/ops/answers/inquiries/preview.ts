import { z } from 'zod'
import { NO_DECISION_REASONS } from '../../../../model/nouns/reason.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { assetId, campaignId, count, instant, region } from '../fields.ts'
import { lineRefusal } from '../ingest.ts'
import { problem } from '../problem.ts'
import { explanation } from './explain.ts'

const shown = z.object({ assetId, campaignId }).meta({ id: 'PreviewedPair', description: 'An asset under a campaign.' })

const previewedItem = z
  .object({
    position: count.describe('Place in the answer, from 0.'),
    assetId,
    campaignId,
    name: z.string().nullable().describe('Name of the asset, or of its title, in one language; null: none.'),
    backup: z.boolean().describe('A device shows it where one before fails.'),
    propensity: z.number().describe('The chance of its place, given those before, 0 to 1.'),
    autoplay: explanation.shape.kept.element.shape.autoplay,
  })
  .meta({ id: 'PreviewedItem', description: 'One item of the answer.' })

const { kept, rejected, chances, total, floor, context } = explanation.shape

const side = z
  .object({
    items: z.array(previewedItem).describe('The answer, backups last; every place takes the best.'),
    empty: z.enum(NO_DECISION_REASONS).nullable().describe('Why nothing of the schedule plays; null: something does.'),
    kept,
    rejected,
    funnel: z.record(z.string(), count).describe('How many candidates each reason is the first to reject.'),
    chances,
    total,
    floor,
  })
  .meta({ id: 'PreviewedSide', description: 'What one schedule answers, and what becomes of each candidate.' })

const previewDifference = z
  .object({
    position: count.describe('Place in the answer, from 0.'),
    before: shown.nullable().describe('What stands there now; null: nothing.'),
    after: shown.nullable().describe('What would stand there; null: nothing.'),
    why: z.string().describe('What became of the one, and what kept the other away.'),
  })
  .meta({ id: 'PreviewDifference', description: 'A place of the answer that changes.' })

const panelCell = z
  .object({
    territory: z.string().describe('Code of the country.'),
    age: z.union([count, z.enum(['guest', 'kids'])]).describe('Who: the cap in years, or the kind of viewer.'),
    at: instant,
    before: shown.nullable().describe('The winner now; null: nothing of the schedule.'),
    after: shown.nullable().describe('The winner with the changes; null: nothing of the schedule.'),
    why: z.string().nullable().describe('Why the winner changes; null: it does not.'),
  })
  .meta({ id: 'PreviewCell', description: 'The winners for one territory, age and instant.' })

const previewWarning = z
  .object({
    rule: z.string().describe('What is unusual, by its name.'),
    text: z.string().describe('What it means, and what to do.'),
  })
  .meta({ id: 'PreviewWarning', description: 'What somebody should know of a preview.' })

/** Answer to `POST /ops/v1/preview`. */
export const preview = z
  .object({
    at: instant.nullable().describe('The instant that was decided for, in UTC; null: a panel has several.'),
    regions: z.array(region).describe('Regions whose schedules were compiled.'),
    scheduleRevision: count.describe('Revision of the stored schedule, the greatest that was read.'),
    viewer: z
      .object({
        region,
        context: context.describe('What the gates look at.'),
        before: side.describe('The schedule as it is stored, with what is approved of it.'),
        after: side.describe('The same with the changes.'),
        difference: z.array(previewDifference).describe('The places of the answer that change.'),
      })
      .nullable()
      .describe('For one viewer; null: a panel was asked for.'),
    panel: z.array(panelCell).nullable().describe('The cells of the panel; null: none was asked for.'),
    warnings: z.array(previewWarning).describe('What somebody should know.'),
  })
  .meta({ id: 'Preview', description: 'What would be shown, before and after changes. Nothing was written.' })

/** 400 of a preview: a record has faults. */
export const previewProblem = z
  .object({
    ...problem.shape,
    refused: z.array(lineRefusal).optional().describe('What is wrong with records; `line` counts them from 1.'),
  })
  .meta({ id: 'PreviewProblem', description: 'Why there is no preview, with all that is wrong with the records.' })

/** What would be shown, before and after changes. */
export type PreviewAnswer = AnswerOf<typeof preview>
/** What one schedule answers. */
export type PreviewedSide = AnswerOf<typeof side>
/** Why there is no preview. */
export type PreviewProblem = AnswerOf<typeof previewProblem>
