import * as z from 'zod/mini'
import { DEVICES } from '../nouns/campaign-vocabulary.ts'
import { SURFACE_IDS } from '../nouns/surface.ts'
import { once } from '../once.ts'

/** Whose arm stays the same: a consented viewer's at every visit, everybody else's for one session. */
export const EXPERIMENT_UNITS = ['viewer', 'session'] as const
export type ExperimentUnit = (typeof EXPERIMENT_UNITS)[number]

/** Viewers that an experiment may ask for. Minors are in no experiment, whatever it says. */
export const TARGETED_VIEWERS = ['any', 'guest', 'member'] as const
export type TargetedViewers = (typeof TARGETED_VIEWERS)[number]

/** The states of an experiment, in the order in which it goes through them. */
export const EXPERIMENT_STATES = ['draft', 'running', 'stopped', 'decided'] as const
export type ExperimentState = (typeof EXPERIMENT_STATES)[number]

/** Most arms of one experiment, the control included: as many as a region keeps in memory. */
export const ARMS_MAX = 8
/** Steps into which a hash of version 2 divides all units: no share is finer. */
export const HASH_STEPS = 10_000

const KEY = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/
const key = z.string().check(z.regex(KEY, 'lower-case letters, digits and hyphens, at most 40'))
const share = z.number().check(z.minimum(0), z.maximum(1))
const range = z.tuple([share, share]).check(z.refine(([from, to]) => from <= to, 'a range that ends before it begins'))
const instant = z.iso.datetime({ error: 'an instant in UTC, such as 2026-11-30T20:00:00Z' })
const words = z.string().check(z.minLength(1), z.maxLength(80))

const variation = z.strictObject({
  key,
  /** The owned values of this arm, by path; what is not named stays as the rules have it. */
  parameters: z.record(z.string().check(z.maxLength(120)), z.union([z.number(), z.string(), z.null()])),
})

/**
 * An experiment as its owner writes it. The fields up to `condition` are GrowthBook's, with GrowthBook's meaning
 * (docs/lib/build-your-own, specification 0.8.0), so that its SDK could take the record over; the others are ours.
 * Whether its values make sense together is checked by whoever stores it.
 */
export const experimentRecord = once(() =>
  z.strictObject({
    key,
    /** The attribute that a GrowthBook SDK would hash: our unit under the name that it has there. */
    hashAttribute: z._default(z.string().check(z.minLength(1), z.maxLength(40)), 'id'),
    hashVersion: z._default(z.literal(2), 2),
    /** What is hashed beside the unit; left out: the key. */
    seed: z.optional(z.string().check(z.minLength(1), z.maxLength(80))),
    /** The share of each arm among those who take part; left out: equal. */
    weights: z.optional(z.array(share).check(z.maxLength(ARMS_MAX))),
    /** The share of all units that takes part. A ramp sets it anew. */
    coverage: z._default(share, 1),
    /** The range of hashes of each arm, instead of weights and coverage. */
    ranges: z.optional(z.array(range).check(z.maxLength(ARMS_MAX))),
    /** Mutual exclusion: a name, and the half-open range of its hashes. */
    namespace: z.optional(z.tuple([words, share, share])),
    bucketVersion: z._default(z.int().check(z.minimum(0)), 0),
    minBucketVersion: z._default(z.int().check(z.minimum(0)), 0),
    /** A name of each arm, for people. */
    meta: z.optional(z.array(z.strictObject({ key, name: z.optional(words) })).check(z.maxLength(ARMS_MAX))),
    /** GrowthBook's conditions are not read here: `targeting` says whom it is for. Anything but `{}` is refused. */
    condition: z.optional(z.strictObject({})),

    /** What it is to find out, for people. */
    hypothesis: z.optional(z.string().check(z.maxLength(500))),
    /** Experiments of one layer share parameter paths, and so must not share viewers. */
    layer: key,
    unit: z._default(z.enum(EXPERIMENT_UNITS), 'viewer'),
    targeting: z._default(
      z.strictObject({
        /** ISO 3166-1 codes; empty: every territory. */
        territories: z._default(z.array(z.string().check(z.regex(/^[A-Z]{2}$/, 'two capital letters'))), []),
        /** Empty: every surface. */
        surfaces: z._default(z.array(z.enum(SURFACE_IDS)), []),
        /** Empty: every device. */
        devices: z._default(z.array(z.enum(DEVICES)), []),
        viewers: z._default(z.enum(TARGETED_VIEWERS), 'any'),
      }),
      { territories: [], surfaces: [], devices: [], viewers: 'any' },
    ),
    /** The arms; the first is control. */
    variations: z
      .array(variation)
      .check(z.minLength(2, 'at least two arms, the first being control'), z.maxLength(ARMS_MAX)),
    /** When the coverage grows by itself. */
    ramp: z._default(z.array(z.strictObject({ at: instant, coverage: share })).check(z.maxLength(20)), []),
    metrics: z.array(key).check(z.minLength(1, 'at least one metric'), z.maxLength(20)),
    guardrails: z._default(z.array(key).check(z.maxLength(20)), []),
    /** Days before the exposure that are read as covariates (CUPED); 0: none. */
    covariateDays: z._default(z.int().check(z.minimum(0), z.maximum(60)), 14),
  }),
)

export type ExperimentRecord = z.infer<ReturnType<typeof experimentRecord>>
