import * as z from 'zod/mini'
import { normOf, TASTE_DIMENSIONS, TASTE_NORM } from '../columns/taste-vector.ts'
import { type AssetId, assetId } from '../fields/identifier.ts'
import { SURFACE_IDS, type SurfaceId } from '../nouns/surface.ts'
import { once } from '../once.ts'
import { LEARNED_TERMS, type LearnedPoints } from './learned-bounds.ts'

/** `lrn_` and the first 32 hexadecimal digits of the SHA-256 of the run's file, without its id. */
export type LearnedRunId = `lrn_${string}`

const RUN_ID = 'lrn_ and 32 hexadecimal digits'
const runId = z.templateLiteral([z.literal('lrn_'), z.string().check(z.regex(/^[0-9a-f]{32}$/, RUN_ID))])

/** Longest name of a space, as profiles have it. */
const SPACE_LENGTH = 40
/** Most places of a surface that a run says something of. */
const MAX_POSITIONS = 100
/** Most features that assets are mapped by, and the longest name of one. */
const MAX_FEATURES = 20_000
const FEATURE_LENGTH = 80

const count = z.number().check(z.minimum(0))
const share = z.number().check(z.minimum(0), z.maximum(1))
const surface = z.enum(SURFACE_IDS)
const instant = z.iso.datetime({ error: 'an instant in UTC, such as 2026-11-22T00:00:00Z' })

const taste = z.array(z.int().check(z.minimum(-TASTE_NORM), z.maximum(TASTE_NORM))).check(
  z.length(TASTE_DIMENSIONS, `${TASTE_DIMENSIONS} whole numbers`),
  z.refine((values) => normOf(values) <= TASTE_NORM, `a Euclidean norm of at most ${TASTE_NORM}`),
)

const posterior = z
  .strictObject({
    /** Impressions as if each had been in the first place, with old ones decayed. */
    impressions: count,
    rewarded: count,
    rate: share,
    low: share,
    high: share,
  })
  .check(z.refine(({ low, rate, high }) => low <= rate && rate <= high, 'low, rate and high in this order'))

/** The first line of a learned file. */
export const learnedHead = once(() =>
  z.strictObject({
    v: z.literal(1),
    type: z.literal('learned'),
    id: runId,
    /** The space of its taste vectors: a run that could be rotated onto the one before it goes on in that space. */
    space: z.string().check(z.minLength(1), z.maxLength(SPACE_LENGTH)),
    /** How far each place of a surface is looked at, the first 1. */
    positions: z.partialRecord(
      surface,
      z.array(z.number().check(z.gt(0), z.maximum(10))).check(z.maxLength(MAX_POSITIONS)),
    ),
    /** Points of terms; what is not named stays as the rules have it. */
    terms: z.partialRecord(z.enum(LEARNED_TERMS), z.number().check(z.minimum(0), z.maximum(1000))),
    data: z
      .strictObject({ from: instant, to: instant, events: z.int().check(z.minimum(0)) })
      .check(z.refine(({ from, to }) => Date.parse(from) <= Date.parse(to), 'from not after to')),
    /** What each feature of metadata adds to the vector of an asset that the run does not list. */
    features: z
      .record(
        z.string().check(z.minLength(1), z.maxLength(FEATURE_LENGTH)),
        z.array(z.number()).check(z.length(TASTE_DIMENSIONS, `${TASTE_DIMENSIONS} numbers`)),
      )
      .check(z.refine((features) => Object.keys(features).length <= MAX_FEATURES, `at most ${MAX_FEATURES} features`)),
  }),
)

/** Each further line: one asset, in the order of ids. */
export const learnedAsset = once(() =>
  z.strictObject({
    type: z.literal('asset'),
    id: assetId,
    taste,
    /** Whether nobody's acts taught its vector, so that it comes from its metadata. */
    cold: z.boolean(),
    surfaces: z.partialRecord(surface, posterior),
  }),
)

/** What the first line of a learned file says. */
export interface LearnedHead {
  readonly v: 1
  readonly type: 'learned'
  readonly id: LearnedRunId
  readonly space: string
  readonly positions: Readonly<Partial<Record<SurfaceId, readonly number[]>>>
  readonly terms: LearnedPoints
  readonly data: { readonly from: string; readonly to: string; readonly events: number }
  readonly features: Readonly<Record<string, readonly number[]>>
}

/** How often an asset is rewarded on a surface, per impression in the first place, with an interval of 80 %. */
export interface LearnedRate {
  readonly impressions: number
  readonly rewarded: number
  readonly rate: number
  readonly low: number
  readonly high: number
}

/** What a run says of one asset. */
export interface LearnedAsset {
  readonly type: 'asset'
  readonly id: AssetId
  /** int8, norm at most 127. */
  readonly taste: readonly number[]
  readonly cold: boolean
  readonly surfaces: Readonly<Partial<Record<SurfaceId, LearnedRate>>>
}

/** One night's learning, whole. */
export interface LearnedRun {
  readonly head: LearnedHead
  readonly assets: ReadonlyMap<AssetId, LearnedAsset>
}
