import { z } from 'zod'
import { groupField } from '../fields/group-field.ts'
import { groupName } from '../fields/group-name.ts'
import { assetId, campaignId, titleId } from '../fields/identifier.ts'
import { clockTime, hasLength, localDateTime, timeZoneRule } from '../fields/local-time.ts'
import { visibleOrEmptyText } from '../fields/visible-text.ts'
import { CAMPAIGN_STATUSES, CAP_SCOPES, DEVICES, PRIORITIES } from './campaign-words.ts'
import { OFFER_TYPES } from './offer-words.ts'
import { territorySelectors } from './rating.ts'
import { SURFACE_IDS } from './surface.ts'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Selects assets by their properties instead of by id. Every given field must match. */
const assetSelector = z.strictObject({
  feed: groupField(80).optional(),
  tags: z.array(groupField(60)).max(20).optional(),
  titles: z.array(titleId).max(1000).optional(),
  addedWithinDays: z.int().min(1).max(3650).optional(),
})

/** A part of the day on the campaign's clock; `to` before `from` crosses midnight. */
const hours = z.strictObject({
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .default([...WEEKDAYS]),
  from: clockTime,
  to: clockTime,
})

const blackout = z
  .strictObject({ start: localDateTime, end: localDateTime })
  .refine(({ start, end }) => hasLength(start, end), {
    path: ['end'],
    error: 'must end after it starts; give an end after start',
  })

/** An optional name. Older records used an empty one for none; `check-sense` refuses new ones. */
const optionalName = (longest: number) =>
  visibleOrEmptyText(longest)
    .nullable()
    .default(null)
    .overwrite((name) => (name === null || name === '' ? null : groupName(name)))
    // Composition (NFC) may have made it longer.
    .refine((name) => name === null || name.length <= longest, `at most ${longest} characters`)

/** The hint for a campaign with weight 0. */
export const NO_WEIGHT =
  'a number up to 1000, at least 0.001; to show nothing of the campaign, pause it: "status":"paused"'

/** A marketer's scheduled wish: these assets, territories, surfaces and window. */
export const campaign = z
  .strictObject({
    v: z.literal(1),
    type: z.literal('campaign'),
    id: campaignId,
    name: optionalName(200),
    owner: optionalName(120),
    assets: z.union([
      z
        .array(assetId)
        .min(1, 'name at least one asset, or select some by feed, tags, titles or addedWithinDays')
        .max(200_000),
      assetSelector,
    ]),
    territories: territorySelectors,
    surfaces: z.array(z.enum(SURFACE_IDS)).min(1),
    start: localDateTime,
    end: localDateTime.nullable().default(null),
    timeZone: timeZoneRule.default('territory'),
    hours: z.array(hours).max(20).default([]),
    blackouts: z.array(blackout).max(50).default([]),
    priority: z.enum(PRIORITIES).default('standard'),
    weight: z.number().min(0, NO_WEIGHT).max(1000).default(1),
    goal: z
      .strictObject({ impressions: z.int().min(1).max(1e12), pacing: z.enum(['even', 'asap']).default('even') })
      .nullable()
      .default(null),
    frequencyCap: z
      .strictObject({
        count: z.int().min(1).max(1000),
        windowSeconds: z
          .int()
          .min(1)
          .max(86_400 * 90),
        scope: z.enum(CAP_SCOPES).default('campaign'),
      })
      .nullable()
      .default(null),
    audience: z
      .strictObject({
        kids: z.enum(['any', 'only', 'never']).default('any'),
        devices: z.array(z.enum(DEVICES)).default([]),
        entitlements: z.array(z.enum(OFFER_TYPES)).default([]),
      })
      .default({ kids: 'any', devices: [], entitlements: [] }),
    exclusionLabels: z.array(groupField(80)).max(20).default([]),
    holdout: z.number().min(0).max(0.5).default(0),
    status: z.enum(CAMPAIGN_STATUSES).default('draft'),
  })
  .refine(({ start, end }) => hasLength(start, end), {
    path: ['end'],
    error: 'must end after it starts; give an end after start, or null for open',
  })

export type Campaign = z.infer<typeof campaign>
