import * as z from 'zod/mini'
import { PRIVACY_CLASSES, RUNGS, VIEWER_STATES } from '../nouns/answer-vocabulary.ts'
import { CODECS } from '../nouns/asset-vocabulary.ts'
import { DEVICES } from '../nouns/campaign-vocabulary.ts'
import { OFFER_TYPES } from '../nouns/offer-vocabulary.ts'
import { REGION_IDS } from '../nouns/region.ts'
import { SURFACE_IDS } from '../nouns/surface.ts'

/** How long a line is kept after its decision, in milliseconds. */
export const DECISION_LOG_KEPT_MS = 48 * 3_600_000

/** Pattern of a decision's id: 16 bytes as hex. */
export const DECISION_ID = /^[0-9a-f]{32}$/

/** Longest run of assets: no snapshot has more of them. */
const ASSETS_MAX = 1_000_000

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const count = z.int().check(z.gte(0))
/** `hash32` of an id. */
const hash = z.int().check(z.gte(0), z.lte(0xffff_ffff))
const int8 = z.int().check(z.gte(-128), z.lte(127))

const context = z.object({
  now: z.number(),
  // Lines of the version before this one do not say it.
  snapshotExpired: z._default(z.boolean(), false),
  territory: z.string(),
  place: z.string(),
  ratingPlaces: z.array(z.string()),
  timeZones: z.array(z.string()),
  unknownPlace: z.boolean(),
  embargo: z.nullable(z.object({ place: z.string(), reason: z.string(), reviewBy: z.string() })),
  eea: z.boolean(),
  viewer: z.enum(VIEWER_STATES),
  cap: z.number(),
  guestCap: z.number(),
  kids: z.boolean(),
  kidsProven: z.boolean(),
  adult: z.boolean(),
  pin: z.boolean(),
  minor: z.boolean(),
  // Lines of the version before this one do not say it.
  child: z._default(z.boolean(), false),
  privacy: z.enum(PRIVACY_CLASSES),
  entitlements: z.array(z.enum(OFFER_TYPES)),
  device: z.nullable(z.enum(DEVICES)),
  codecs: z.array(z.enum(CODECS)),
  maxHeight: z.nullable(z.number()),
  language: z.nullable(z.string()),
  autoplayOff: z.boolean(),
  saveData: z.boolean(),
  reducedMotion: z.boolean(),
})

const placement = z.object({
  id: z.string(),
  surface: z.enum(SURFACE_IDS),
  count,
  titleId: z.nullable(z.string()),
  inView: z.nullable(z.string()),
  row: z.nullable(z.string()),
})

const deny = z.object({
  id: z.string(),
  target: z.string(),
  territories: z.nullable(z.array(z.string())),
  from: z.optional(z.nullable(z.number())),
  until: z.nullable(z.number()),
})

/** As `AppliedList`: which list was applied, identified by the hash of its text, and how. */
const appliedList = z.object({
  region: z.enum(REGION_IDS),
  sequence: count,
  sha256,
  packed: z.nullable(sha256),
  denies: count,
  narrowed: z.nullable(count),
})

/** What was remembered of the viewer. `viewerKey` is a short hash that thousands share: it names nobody. */
const memory = z.object({
  profile: z.array(int8),
  session: z.array(int8),
  /** Which spaces both lie in. Lines of before do not say it: theirs lie in that of the snapshot. */
  spaces: z.optional(z.object({ profile: hash, session: hash })),
  watched: z.array(hash),
  unwanted: z.array(hash),
  shown: z.array(hash),
  recent: z.array(hash),
  sticky: z.array(z.tuple([hash, hash])),
  viewerKey: z.string(),
})

const ownedValues = z.record(z.string(), z.union([z.number(), z.string(), z.null()]))

/** Why a line was written. `fallback`: a copy of last resort answered; `empty`: a placement stayed empty. */
export const LOGGED_BECAUSE = ['sampled', 'fallback', 'empty', 'fault'] as const

/**
 * The log line of one decision: everything that went into it besides the snapshot that it names, and the result. Enough
 * to repeat it byte for byte. It holds no subject, no token, no session and no address.
 */
export const decisionLogLine = z.object({
  v: z.literal(1),
  decisionId: z.string().check(z.regex(DECISION_ID)),
  region: z.enum(REGION_IDS),
  /** When it was decided, by the real clock: milliseconds since 1970 UTC. `context.now` is the decision's own. */
  at: count,
  logged: z.object({
    because: z.enum(LOGGED_BECAUSE),
    /** How many decisions the line stands for: one over the rate for a sampled one. */
    weight: z.number().check(z.gte(1)),
    /** Lines that this isolate dropped since its last one: too many at once, too long, or not accepted. */
    skipped: count,
  }),
  snapshot: z.object({
    id: z.string(),
    sequence: count,
    ageSeconds: count,
    rung: z.enum(RUNGS),
    /** SHA-256 of the baseline, if it answered: its id is the same in every release. */
    baseline: z.nullable(sha256),
  }),
  /** Prefix of root-relative media URLs in the answer. */
  mediaOrigin: z.string(),
  context,
  placements: z.array(placement),
  /** The takedown lists that were applied, in this order; each list is kept in full for as long as the lines are. */
  denies: z.union([
    z.object({ lists: z.array(appliedList) }),
    // Lines of before: the list's sequence, and those of its entries that withdrew something here.
    z.object({ sequence: z.nullable(count), entries: z.array(deny) }),
  ]),
  served: z.array(hash),
  /** Assets of the snapshot that were left out because their text was not available: `[first, count]`, by index. */
  leftOut: z.array(z.tuple([count, z.int().check(z.gte(1), z.lte(ASSETS_MAX))])),
  memory,
  // Lines of the version before this one do not say until when.
  counts: z.array(z.object({ key: hash, count, since: z.number(), until: z.optional(z.number()) })),
  firstPosition: count,
  openWith: z.nullable(z.string()),
  seed: z.nullable(z.string()),
  /** The floor, if house idents were shown: the baseline, its context, and the takedowns applied. */
  floor: z._default(z.nullable(z.object({ baseline: sha256, context, lists: z.array(appliedList) })), null),
  /**
   * Attempts that the decision was drawn with: before, and after assets without text were left out. In lines of the
   * previous version both are the first.
   */
  attempts: z._default(z.tuple([count, count]), [0, 0]),
  /** The values that experiments owned, by surface. Lines of the version before this one have none. */
  owned: z._default(z.partialRecord(z.enum(SURFACE_IDS), ownedValues), {}),
  /** The arms of the viewer, as in the sealed token: experiment and arm. */
  arms: z._default(z.array(z.tuple([z.string(), z.string()])), []),
  /** Whether the viewer is held out of everything that was learned. */
  holdout: z._default(z.boolean(), false),
  /** Id of the placement of a feed that had already ended, so that nothing was decided; else null. */
  ended: z.nullable(z.string()),
  /** The answer; null if a fault occurred instead. */
  answer: z.nullable(
    z.object({
      /** The body without the sealed parts (token, session, cursor); null if it was too long for the line. */
      body: z.nullable(z.record(z.string(), z.unknown())),
      /** SHA-256 of the body as canonical JSON, if the body itself is left out. */
      sha256: z.nullable(sha256),
      /** Propensity of every pick, backups included, in the order of the placements, as in the sealed token. */
      propensities: z.array(z.number()),
      /** `drawn` of every pick; lines of the previous version do not have it. */
      drawn: z._default(z.array(z.boolean()), []),
    }),
  ),
  /**
   * The name of the error, and the snapshot that it occurred with: if there is an answer, the baseline gave it in that
   * snapshot's place. Only the name, because a message could contain what a caller sent.
   */
  fault: z.nullable(z.object({ name: z.string(), snapshot: z.string() })),
})
export type DecisionLogLine = z.infer<typeof decisionLogLine>
