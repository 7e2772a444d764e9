import { z } from 'zod'
import { goal } from '../fields/goal.ts'
import { groupField } from '../fields/group-field.ts'
import { groupName } from '../fields/group-name.ts'
import { assetId, campaignId, titleId } from '../fields/identifier.ts'
import { clockTime, hasLength, localDateTime, timeZoneRule } from '../fields/local-time.ts'
import { visibleOrEmptyText } from '../fields/visible-text.ts'
import { ASPECTS, ASSET_KINDS } from './asset-vocabulary.ts'
import { CAMPAIGN_STATUSES, CAP_SCOPES, DEVICES, PRIORITIES } from './campaign-vocabulary.ts'
import { OFFER_TYPES } from './offer-vocabulary.ts'
import { territorySelectors } from './rating.ts'
import { SURFACE_IDS } from './surface.ts'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const selectedBy = {
  feed: groupField(80).optional().describe('Assets of this feed.'),
  tags: z.array(groupField(60)).max(20).optional().describe('Assets with one of these tags.'),
  titles: z.array(titleId).max(1000).optional().describe('Assets about one of these titles.'),
  kinds: z.array(z.enum(ASSET_KINDS)).max(ASSET_KINDS.length).optional().describe('Assets of one of these kinds.'),
  aspects: z.array(z.enum(ASPECTS)).max(ASPECTS.length).optional().describe('Assets in one of these aspect ratios.'),
  addedWithinDays: z.int().min(1).max(3650).optional().describe('Assets that came in within so many days.'),
}

/** Selects assets by their properties instead of by id. Every given field must match. */
const assetSelector = z.strictObject({
  ...selectedBy,
  not: z
    .strictObject(selectedBy)
    .optional()
    .describe('Leaves out the assets that match every field given here. Left out: none.'),
})

/** A part of the day on the campaign's clock; `to` before `from` crosses midnight. */
const hours = z.strictObject({
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .default([...WEEKDAYS])
    .describe('Days of the week on which the part begins.'),
  from: clockTime.describe('Beginning, `HH:MM`.'),
  to: clockTime.describe('End, `HH:MM`; before `from`: on the day after.'),
})

const blackout = z
  .strictObject({
    start: localDateTime.describe('Beginning, as local time without an offset.'),
    end: localDateTime.describe('End, as local time without an offset.'),
  })
  .refine(({ start, end }) => hasLength(start, end), {
    path: ['end'],
    error: 'must end after it starts; give an end after start',
  })

/**
 * An optional name. Older records used an empty one for none, and may have control characters in theirs; `check-sense`
 * refuses new ones.
 */
const optionalName = (longest: number) =>
  visibleOrEmptyText(longest)
    .nullable()
    .default(null)
    .overwrite((name) => (name === null || name === '' ? null : groupName(name)))
    // Composition (NFC) may have made it longer.
    .refine((name) => name === null || name.length <= longest, `at most ${longest} characters`)

/** The hint for a campaign with weight 0. */
export const NO_WEIGHT =
  'a number up to 1000, at least 0.001; to show nothing of the campaign, pause it with ff campaign pause'

/** A marketer's scheduled wish: these assets, territories, surfaces and window. */
export const campaign = z
  .strictObject({
    v: z.literal(1).describe('Version of the record.'),
    type: z.literal('campaign').describe('Type of the record.'),
    id: campaignId.describe('Id of the campaign, `cmp_…`.'),
    name: optionalName(200).describe('Name of the campaign; null: none.'),
    owner: optionalName(120).describe('Who owns it; null: nobody is named.'),
    assets: z
      .union([
        z
          .array(assetId)
          .min(1, 'name at least one asset, or select some by feed, tags, titles, kinds, aspects or addedWithinDays')
          .max(200_000),
        assetSelector,
      ])
      .describe('Its assets by id, or those that a selector finds.'),
    territories: territorySelectors.describe('Where: codes of countries and names of groups; `*`: everywhere.'),
    surfaces: z.array(z.enum(SURFACE_IDS)).min(1).describe('Where its videos play.'),
    start: localDateTime.describe('When it starts, as local time without an offset.'),
    end: localDateTime.nullable().default(null).describe('When it ends, as local time without an offset; null: open.'),
    timeZone: timeZoneRule
      .default('territory')
      .describe('The clock of its times: that of each `territory`, or one IANA zone.'),
    hours: z.array(hours).max(20).default([]).describe('Parts of the day in which it plays; empty: all day.'),
    blackouts: z.array(blackout).max(50).default([]).describe('Times in which it does not play.'),
    priority: z.enum(PRIORITIES).default('standard').describe('Its tier.'),
    weight: z.number().min(0, NO_WEIGHT).max(1000).default(1).describe('Its share among those of its tier.'),
    goal: goal.nullable().default(null).describe('What it is to reach; null: nothing in numbers.'),
    frequencyCap: z
      .strictObject({
        count: z.int().min(1).max(1000).describe('How often a viewer may be shown it.'),
        windowSeconds: z
          .int()
          .min(1)
          .max(86_400 * 90)
          .describe('In how many seconds.'),
        scope: z.enum(CAP_SCOPES).default('campaign').describe('What is counted.'),
      })
      .nullable()
      .default(null)
      .describe('How often a viewer may be shown it; null: no cap.'),
    audience: z
      .strictObject({
        kids: z.enum(['any', 'only', 'never']).default('any').describe('Whether it is for kids profiles.'),
        devices: z.array(z.enum(DEVICES)).default([]).describe('Classes of devices; empty: any.'),
        entitlements: z.array(z.enum(OFFER_TYPES)).default([]).describe('What the viewer may watch; empty: any.'),
      })
      .default({ kids: 'any', devices: [], entitlements: [] })
      .describe('Whom it is for.'),
    exclusionLabels: z
      .array(groupField(80))
      .max(20)
      .default([])
      .describe('Videos that share one keep apart on a page.'),
    holdout: z
      .number()
      .min(0)
      .max(0.5)
      // Minus zero becomes zero.
      .overwrite((share) => share + 0)
      .default(0)
      .describe('Share of the viewers that is never shown it, 0 to 0.5.'),
    status: z.enum(CAMPAIGN_STATUSES).default('draft').describe('Only an `approved` campaign plays.'),
  })
  .refine(({ start, end }) => hasLength(start, end), {
    path: ['end'],
    error: 'must end after it starts; give an end after start, or null for open',
  })
  .refine(({ end, goal }) => end !== null || (goal?.graceDays ?? 0) === 0, {
    path: ['goal', 'graceDays'],
    error: 'there is no end after which it goes on: give the campaign an end, or leave graceDays out',
  })

export type Campaign = z.infer<typeof campaign>
