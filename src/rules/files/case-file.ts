import { z } from 'zod'
import { CODECS } from '../../model/nouns/asset-vocabulary.ts'
import { DEVICES } from '../../model/nouns/campaign-vocabulary.ts'
import { OFFER_TYPES } from '../../model/nouns/offer-vocabulary.ts'
import { AUTOPLAY_REASONS, GATE_REASONS } from '../../model/nouns/reason.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { utcInstant } from '../../model/nouns/takedown.ts'
import { ageYears } from './file-header.ts'

/** What the viewer's token claims; an empty one is a member's without any claim. */
const caseToken = z.strictObject({
  cap: ageYears.optional(),
  kids: z.boolean().optional(),
  adult: z.boolean().optional(),
  /** A PIN was given. */
  pin: z.boolean().optional(),
  ent: z.array(z.enum(OFFER_TYPES)).optional(),
  res: z.string().length(2).optional(),
  /** Genuine, but past its time. */
  expired: z.boolean().optional(),
})

/** Where, when, who and on what: one request. Without `token` the viewer is a guest. */
export const caseContext = z.strictObject({
  /** As the platform reports it: an ISO code, `XX` or `T1`. */
  country: z.string().length(2),
  /** The ISO 3166-2 part, without its country. */
  regionCode: z.string().max(3).optional(),
  now: utcInstant,
  surface: z.enum(SURFACE_IDS),
  token: caseToken.optional(),
  /** Unsigned `kids=1`. */
  kids: z.boolean().optional(),
  /** `Sec-GPC: 1`. */
  gpc: z.boolean().optional(),
  /** The placement stands beside the example's own title. */
  inView: z.boolean().optional(),
  /** Unsigned `maxAge=`. */
  maxAge: ageYears.optional(),
  device: z.enum(DEVICES).optional(),
  codecs: z.array(z.enum(CODECS)).optional(),
  maxHeight: z.int().min(1).optional(),
  language: z.string().optional(),
  autoplay: z.literal('off').optional(),
  saveData: z.boolean().optional(),
  reducedMotion: z.boolean().optional(),
  timezone: z.string().optional(),
  anonymizer: z.enum(['vpn', 'tor']).optional(),
})

/** Fields that differ from `rules/cases/_default.json`, by record. */
const recordFields = z.record(z.string(), z.unknown())
const caseRecords = z.strictObject({
  title: recordFields.optional(),
  asset: recordFields.optional(),
  campaign: recordFields.optional(),
})

/** `allow`, or the first gate that refuses. */
const caseVerdict = z.enum(['allow', ...GATE_REASONS])

/** Of what is allowed: may it start by itself? `true`, or the reason why not; null when it is not allowed at all. */
const caseAutoplay = z.union([z.literal(true), z.enum(AUTOPLAY_REASONS), z.null()])

/** `cases/*.json`: worked examples `[name, context, records, verdict, autoplay]`, run as tests. */
export const casesFile = z.array(z.tuple([z.string().min(1), caseContext, caseRecords, caseVerdict, caseAutoplay]))
