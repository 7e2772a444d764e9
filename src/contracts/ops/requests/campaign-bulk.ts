import { z } from 'zod'
import { campaignId } from '../../../model/fields/identifier.ts'
import { territorySelectors } from '../../../model/nouns/rating.ts'
import { campaignFilters, campaignReason } from './campaigns.ts'

/** What a change of many campaigns may do to each, beside an edit. */
export const BULK_VERBS = ['submit', 'approve', 'reject', 'withdraw', 'pause', 'resume', 'end'] as const

/** Campaigns that one request names, and that a filter may find without their number. */
export const BULK_MAX = 1_000
/** Campaigns that a filter may find with their number. */
export const BULK_COUNTED_MAX = 10_000
/** Campaigns that a verb is done to one by one: each is written, and told to those who approve, by itself. */
export const BULK_VERB_MAX = 200
/** Fields, and values of a list, that an edit names. */
const FIELDS_MAX = 30
const VALUES_MAX = 1_000

const values = (what: string) =>
  z
    .record(z.string().max(80), z.array(z.unknown()).min(1).max(VALUES_MAX))
    .refine((fields) => Object.keys(fields).length <= FIELDS_MAX, `at most ${FIELDS_MAX} fields`)
    .default({})
    .describe(what)

/** A year either way. */
const SHIFT_MAX = 366 * 1_440

/** How far campaigns are moved in time. */
export const shiftMinutes = z
  .int()
  .min(-SHIFT_MAX)
  .max(SHIFT_MAX)
  .refine((minutes) => minutes !== 0, '0 minutes move nothing')
  .describe('How many minutes later each starts and ends on its own clock, its open end aside; less than 0: earlier.')

/** Body of `POST /ops/v1/campaigns/bulk`. */
export const campaignBulk = z
  .strictObject({
    ids: z.array(campaignId).min(1).max(BULK_MAX).optional().describe('The campaigns by id; or `filter`.'),
    filter: z
      .strictObject(campaignFilters.omit({ limit: true, cursor: true, sort: true }).shape)
      .optional()
      .describe('The campaigns that match all of it; or `ids`.'),
    set: z
      .record(z.string().max(80), z.unknown())
      .refine((fields) => Object.keys(fields).length <= FIELDS_MAX, `at most ${FIELDS_MAX} fields`)
      .default({})
      .describe('What fields are to say, by their path such as `weight` or `goal.impressions`.'),
    append: values('What is added to lists, by their path; what is there already is not added again.'),
    remove: values('What is taken out of lists, by their path.'),
    shiftMinutes: shiftMinutes.optional(),
    revisions: z
      .record(campaignId, z.int().min(1))
      .refine((seen) => Object.keys(seen).length <= BULK_MAX, `at most ${BULK_MAX} campaigns`)
      .optional()
      .describe('The latest revision of campaigns that was seen, by id: one that has another now is refused.'),
    verb: z.enum(BULK_VERBS).optional().describe('What is done to each; instead of an edit.'),
    reason: campaignReason,
    dryRun: z.boolean().default(false).describe('Only says what it would do.'),
    count: z
      .int()
      .min(0)
      .optional()
      .describe(
        `How many campaigns the filter finds, as the refusal said it: needed where it finds all there are, or over ${BULK_MAX}.`,
      ),
    confirm: z.int().min(0).optional().describe('For what withdraws much: the number that the refusal gave.'),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), {
    path: ['ids'],
    error: 'say which campaigns: either ids, or a filter',
  })
  .refine(
    ({ set, append, remove, shiftMinutes, verb }) => {
      const isEdit = [set, append, remove].some((fields) => Object.keys(fields).length > 0)
      return (isEdit || shiftMinutes !== undefined) !== (verb !== undefined)
    },
    { path: ['set'], error: 'say what to do: either set, append, remove and shiftMinutes, or a verb' },
  )
  .meta({ id: 'CampaignBulk', description: 'What is to be done to many campaigns, and why.' })

/** Body of `POST /ops/v1/changes/{id}/undo`. */
export const undoOrder = z
  .strictObject({
    reason: campaignReason,
    dryRun: z.boolean().default(false).describe('Only says what it would do.'),
    confirm: z.int().min(0).optional().describe('For what withdraws much: the number that the refusal gave.'),
  })
  .meta({ id: 'UndoOrder', description: 'Why a change is undone.' })

/** Body of `POST /ops/v1/campaigns/{id}/copy`. */
export const campaignCopy = z
  .strictObject({
    id: campaignId.describe('Id of the copy: a new one.'),
    territories: territorySelectors.optional().describe('Where the copy goes; left out: where the original goes.'),
    name: z.string().max(200).nullable().optional().describe('Name of the copy; left out: that of the original.'),
    reason: campaignReason,
  })
  .meta({ id: 'CampaignCopy', description: 'A new draft that says what a campaign says.' })

/** Query of `GET /ops/v1/campaigns.csv|.xlsx`. */
export const sheetFilters = campaignFilters.omit({ limit: true, cursor: true, sort: true })

/** Query of `POST /ops/v1/campaigns.csv|.xlsx`. */
export const sheetQuery = z.object({
  reason: campaignReason,
  dryRun: z
    .enum(['0', '1'])
    .default('0')
    .transform((flag) => flag === '1')
    .describe('`1`: only says what it would do.'),
})

/** What is to be done to many campaigns. */
export type CampaignBulk = z.output<typeof campaignBulk>
