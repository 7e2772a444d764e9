import { z } from 'zod'
import { NO_DECISION_REASONS } from '../../../../model/nouns/reason.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { ribbonViewer } from '../../requests/preview/preview-ribbon.ts'
import { assetId, campaignId, count, instant, region, sequence, snapshotId, surface } from '../fields.ts'
import { explanation } from './explain.ts'

const ribbonRun = z
  .object({
    from: instant.describe('When it begins, in UTC: to the millisecond, whatever the step.'),
    to: instant.describe('Just after it ends, in UTC: the next run begins there.'),
    assetId: assetId.nullable().describe('What wins; null: nothing of the schedule plays.'),
    campaignId: campaignId.nullable().describe('The campaign that it wins under; null: nothing of the schedule plays.'),
    autoplay: explanation.shape.kept.element.shape.autoplay
      .nullable()
      .describe('Whether the winner may start by itself; null: nothing of the schedule plays.'),
    empty: z.enum(NO_DECISION_REASONS).nullable().describe('Why nothing of the schedule plays; null: something does.'),
  })
  .meta({ id: 'RibbonRun', description: 'A stretch of time with one answer.' })

const ribbonRow = z
  .object({
    viewer: ribbonViewer.describe('Who: the cap in years, or the kind of viewer.'),
    runs: z.array(ribbonRun).describe('What they are shown, from the start to the end without a hole.'),
  })
  .meta({ id: 'RibbonRow', description: 'The hours of one viewer.' })

/** Answer to `POST /ops/v1/preview/ribbon`. */
export const previewRibbon = z
  .object({
    surface,
    country: z.string().describe('Code of the country.'),
    region,
    from: instant.describe('Where the ribbon begins, in UTC.'),
    to: instant.describe('Where it ends, in UTC.'),
    live: z
      .object({ snapshot: snapshotId, sequence })
      .nullable()
      .describe('The live snapshot that was asked; null: the stored schedule was.'),
    scheduleRevision: count.nullable().describe('Revision of the stored schedule; null: the live snapshot was asked.'),
    rows: z.array(ribbonRow).describe('A row for each viewer, in the order of the question.'),
    assets: z
      .record(z.string(), z.string().nullable())
      .describe('Names of the winners, or of their titles, by asset; null: none.'),
    campaigns: z
      .record(z.string(), z.string().nullable())
      .describe('Names of their campaigns, by campaign; null: none.'),
  })
  .meta({ id: 'PreviewRibbon', description: 'What wins a surface over some hours, for each viewer.' })

/** What wins a surface over some hours, for each viewer. */
export type PreviewRibbon = AnswerOf<typeof previewRibbon>
