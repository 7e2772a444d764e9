import * as z from 'zod/mini'
import { ASSET_KINDS, CODECS, RENDITION_TYPES } from '../../model/nouns/asset-words.ts'
import { AUTOPLAY_REASONS } from '../../model/nouns/reason.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'

/*
 * The answers, for the published description alone: the worker never checks what it says itself. v1 is additive, so
 * each object may grow.
 */

const language = z.string()

const decision = z.object({
  position: z.int().check(z.minimum(0)),
  assetId: z.string(),
  titleId: z.nullable(z.string()),
  campaignId: z.string(),
  kind: z.enum(ASSET_KINDS),
  autoplay: z.object({ allowed: z.boolean(), reason: z.optional(z.enum(AUTOPLAY_REASONS)) }),
  display: z.object({
    title: z.string(),
    tagline: z.optional(z.string()),
    /** The language of the title; left out when there is no text. */
    language: z.optional(language),
    /** The language of the tagline, if it differs from the title's. */
    taglineLanguage: z.optional(language),
  }),
  playback: z.array(
    z.object({ type: z.enum(RENDITION_TYPES), url: z.string(), codec: z.enum(CODECS), height: z.int() }),
  ),
  captions: z.array(z.object({ language, kind: z.string(), format: z.string(), url: z.string() })),
  audio: z.array(z.object({ language, kind: z.string() })),
  poster: z.nullable(z.string()),
  durationMs: z.int(),
  startMuted: z.boolean(),
  /** An asset without a rating here has no system, the label `NR`, and no age. */
  rating: z.object({ system: z.nullable(z.string()), label: z.string(), age: z.nullable(z.int()) }),
  cta: z.object({ action: z.string(), offerId: z.optional(z.string()), deepLink: z.optional(z.string()) }),
  drm: z.optional(z.looseObject({})),
})

const noDecision = z.object({ placement: z.string(), statusCode: z.int(), reason: z.string() })
const rung = z.enum(['fresh', 'stale', 'cached', 'baseline'])

export const decisionsAnswer = z.object({
  decisionId: z.string(),
  token: z.string(),
  session: z.string(),
  serverTime: z.string(),
  validForMs: z.int().check(z.minimum(0)),
  snapshot: z.object({ id: z.string(), sequence: z.int(), ageSeconds: z.number(), rung }),
  territory: z.string(),
  viewer: z.enum(['guest', 'member', 'expired']),
  privacy: z.enum(['minor', 'consented', 'contextual', 'opted-out']),
  decisions: z.record(z.string(), z.array(decision)),
  backups: z.optional(z.record(z.string(), z.array(decision))),
  noDecisions: z.array(noDecision),
  /** Placements where house idents play, each with the reason why nothing else may play. */
  floor: z.optional(z.array(noDecision)),
  cursor: z.optional(z.string()),
})

export const eventsAnswer = z.object({
  accepted: z.int().check(z.minimum(0)),
  rejected: z.array(z.object({ index: z.int(), field: z.string(), reason: z.string() })),
})

export const statusAnswer = z.object({
  region: z.enum(REGION_IDS),
  snapshot: z.string(),
  sequence: z.int().check(z.minimum(0)),
  ageSeconds: z.number(),
  rung,
  candidates: z.int().check(z.minimum(0)),
  softExpiresAt: z.nullable(z.string()),
  hardExpiresAt: z.nullable(z.string()),
  hardExpired: z.boolean(),
  takedowns: z.object({ count: z.int().check(z.minimum(0)), ageSeconds: z.nullable(z.number()) }),
  text: z.object({
    held: z.int().check(z.minimum(0)),
    of: z.int().check(z.minimum(0)),
    bytes: z.int().check(z.minimum(0)),
    lastRefusal: z.nullable(z.string()),
  }),
  lastRefusal: z.nullable(z.string()),
  canary: z.nullable(
    z.object({
      snapshot: z.string(),
      permille: z.int().check(z.minimum(1), z.maximum(500)),
      startedAs: z.int().check(z.minimum(1)),
      until: z.string(),
      serving: z.boolean(),
      lastRefusal: z.nullable(z.string()),
    }),
  ),
})

export const problemAnswer = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  field: z.optional(z.string()),
})
