import { z } from 'zod'
import { groupField } from '../fields/group-field.ts'
import { titleId } from '../fields/identifier.ts'
import { timeZoneRule } from '../fields/local-time.ts'
import { FEED_FORMAT_NAMES } from '../messages/feed-formats.ts'
import { ASPECTS, ASSET_KINDS, CODECS } from '../nouns/asset-vocabulary.ts'
import { territorySelectors } from '../nouns/rating.ts'
import { feedUrl } from './feed-url.ts'

/** The parts of records that a feed may bring. The first feed that brings a part of a record owns it. */
export const FEED_PARTS = ['names', 'ratings', 'offers', 'assets'] as const
export type FeedPart = (typeof FEED_PARTS)[number]

/** The feed of all that people send by hand: without settings, a delta, in canonical records. */
export const MANUAL_FEED = 'manual'

/** A feed's name: short, because the ids of its records begin with it. */
export const feedId = z.string().regex(/^[a-z0-9-]{1,24}$/, 'one to 24 of a-z, 0-9 and -, like northlight')

const hostName = z
  .string()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/, 'a host, like cdn.example.com')

/** How a feed is read, and what its records get that it does not say itself. */
export const feedSettings = z.strictObject({
  format: z.enum(FEED_FORMAT_NAMES).describe('How the feed is written.'),
  owner: groupField(80).describe('Who answers for it, such as a team or a partner.'),
  territories: territorySelectors.describe(
    'Where its content may play: codes of countries and names of groups. An item may narrow it, never widen it.',
  ),
  provides: z
    .array(z.enum(FEED_PARTS))
    .min(1)
    .default([...FEED_PARTS])
    .describe('The parts of records that it brings; what else it says is left out.'),
  kind: z.enum(ASSET_KINDS).default('clip').describe('What its videos are, where the format does not say.'),
  aspect: z.enum(ASPECTS).default('16:9').describe('Aspect ratio, where the format does not say.'),
  codec: z.enum(CODECS).default('avc').describe('Video codec, where the format does not say.'),
  titles: z
    .union([z.enum(['own', 'externalId']), titleId], 'own, externalId, or the id of a title, like ttl_…')
    .default('own')
    .describe(
      'What a video is about: a title of its `own`, the title with the same `externalId`, or always the one with this id.',
    ),
  mode: z
    .enum(['full', 'delta'])
    .default('full')
    .describe('Whether a delivery is all there is, so that what is missing is withdrawn, or only what changed.'),
  timeZone: timeZoneRule
    .default('territory')
    .describe('The clock of times without a zone: that of each `territory`, or one IANA zone.'),
  dateOnlyEnd: z
    .enum(['exclusive', 'inclusive'])
    .default('exclusive')
    .describe('Whether an end that is a day alone ends as the day begins (`exclusive`) or as it ends.'),
  url: feedUrl
    .nullable()
    .default(null)
    .describe('Where it is fetched from, by https; null: it is sent. A local stack also fetches from its own machine.'),
  everyMinutes: z.int().min(5).max(10_080).default(60).describe('How often it is fetched, in minutes.'),
  freshnessMinutes: z.int().min(5).max(525_600).default(1440).describe('The age from which on it counts as stale.'),
  maxRemovedPercent: z
    .int()
    .min(0)
    .max(100)
    .default(20)
    .describe('A delivery in full without more of its items than this, in percent, is held.'),
  maxClipSeconds: z
    .int()
    .min(1)
    .max(14_400)
    .default(600)
    .describe('A longer video is the feature itself: it becomes a title, and never plays as a clip.'),
  hosts: z
    .record(hostName, feedId)
    .default({})
    .describe(
      'Names of CDN hosts → the alias that stands for them in stored URLs, as `/@alias/…`. Its items may name no other alias.',
    ),
  mediaTemplate: z
    .string()
    .max(600)
    .regex(/^https:\/\/[^\s"<>\\]*\{LaunchId\}[^\s"<>\\]*$/, 'an https URL with {LaunchId} in it')
    .nullable()
    .default(null)
    .describe('For formats without media: the URL of an extra, with `{LaunchId}` in it; null: none can be made.'),
  worldwide: z
    .boolean()
    .default(false)
    .describe(
      'Whether the rights of its videos are cleared for every place on earth; those of an item that names countries are not.',
    ),
})

/** The settings of a feed, with all defaults filled in. */
export type FeedSettings = z.infer<typeof feedSettings>
