import * as z from 'zod/mini'
import { once } from '../once.ts'

/** Greatest number of watched titles in a profile; the newest are kept. */
export const MAX_WATCHED = 64

/** Greatest number of frequency caps in a profile; those that run longest are kept. */
export const MAX_PROFILE_CAPS = 40

/** Longest text of a profile, in characters. A longer one is not read, so none is written. */
export const PROFILE_LENGTH = 4096

/** Longest subject of a viewer, in UTF-16 units, as viewer tokens have them. */
export const SUBJECT_LENGTH = 128

/**
 * A subject that a path can name: not `.` or `..`, which every URL resolves, and without halves of a character, which have
 * no UTF-8. Nothing is kept of others.
 */
export const NAMEABLE_SUBJECT = /^(?!\.\.?$)\P{Cs}*$/u

/** Longest proof of a consent, in UTF-16 units. */
export const PROOF_LENGTH = 200

/** Longest name of a space. */
const SPACE_LENGTH = 40

/** As many as a taste vector has dimensions. */
const SUMS = 32
const TASTE = '32 bytes as base64url, without padding'

const hash = z.int().check(z.minimum(0), z.maximum(0xffff_ffff))
const count = z.int().check(z.minimum(0))
const taste = z.string(TASTE).check(z.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, TASTE))
const consent = z.strictObject({
  at: count,
  proof: z.string().check(z.minLength(1), z.maxLength(PROOF_LENGTH)),
})

/** A profile of before: its taste lies in a space that it does not name. */
const profileBefore = once(() =>
  z.strictObject({
    v: z.literal(1),
    taste,
    watched: z.array(hash).check(z.maxLength(MAX_WATCHED, `at most ${MAX_WATCHED} titles, the newest`)),
    updatedAt: count,
    consent,
  }),
)

const profileNow = once(() =>
  z.strictObject({
    v: z.literal(2),
    /** The space that taste and sums lie in. In another, they say nothing. */
    space: z.string().check(z.minLength(1), z.maxLength(SPACE_LENGTH)),
    /** int8 per dimension, norm at most 127: what the edge ranks by, made of the sums. */
    taste,
    /** Decayed sums of rewards times vectors, in the unit of `taste`; unbounded, so that they go on from here. */
    sums: z.array(z.number()).check(z.length(SUMS)),
    /** The instant that the sums are decayed to, milliseconds since 1970 UTC: that of the latest event. */
    summedAt: count,
    /**
     * Titles that were watched, the latest last: `hash32` of the id, when last (seconds since 1970 UTC), how much in
     * percent, and 1 if the sums hold it.
     */
    watched: z
      .array(
        z.tuple([hash, count, z.int().check(z.minimum(0), z.maximum(100)), z.int().check(z.minimum(0), z.maximum(1))]),
      )
      .check(z.maxLength(MAX_WATCHED, `at most ${MAX_WATCHED} titles, the newest`)),
    /**
     * Showings of capped campaigns: key (`capKeyOf`), length of the window in seconds, and showings as `[first, count]`
     * by eighth of the window, the first in seconds since 1970 UTC.
     */
    caps: z
      .array(z.tuple([hash, z.int().check(z.minimum(1)), z.array(z.tuple([count, z.int().check(z.minimum(1))]))]))
      .check(z.maxLength(MAX_PROFILE_CAPS)),
    /** When it was last written, milliseconds since 1970 UTC. */
    updatedAt: count,
    /** The viewer's consent: when it was given, and the operator's record of it; `viewer-token`: the token said so. */
    consent,
  }),
)

/**
 * The profile of a consented viewer, as JSON at `profile:{sub}`: taste, watched titles and showings of capped campaigns,
 * and nothing that identifies them. The profile writer writes it, the edge only reads it; without consent there is no
 * record.
 */
export const profile = once(() => z.discriminatedUnion('v', [profileBefore(), profileNow()]))
/** A profile as it is stored, of this version or the one before. */
export type StoredProfile = z.infer<ReturnType<typeof profile>>
/** A profile as it is written now. */
export type ViewerProfile = z.infer<ReturnType<typeof profileNow>>
/** When a viewer agreed to be known, and what proves it. */
export type ProfileConsent = ViewerProfile['consent']

/** The proof of a consent that only a viewer token told of. */
export const TOKEN_PROOF = 'viewer-token'

/** From this share on, in percent, a title counts as watched, and is not shown in lists any more. */
export const WATCHED_PERCENT = 50
