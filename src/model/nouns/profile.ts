import * as z from 'zod/mini'
import { once } from '../once.ts'

/** Greatest number of watched titles in a profile; the newest are kept. */
export const MAX_WATCHED = 64

const U32_MAX = 0xffff_ffff
const TASTE = '32 bytes as base64url, without padding'

/**
 * The profile of a consented viewer, as JSON at `profile:{sub}`: taste and watched titles, and nothing that identifies
 * them. The learner writes it, the edge only reads it; without consent there is no record.
 */
export const profile = once(() =>
  z.strictObject({
    v: z.literal(1),
    /** int8 per dimension of the taste space of this version, norm at most 127. */
    taste: z.string(TASTE).check(z.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, TASTE)),
    /** `hash32` of ids of titles that were watched, oldest first. */
    watched: z
      .array(z.int().check(z.minimum(0), z.maximum(U32_MAX)))
      .check(z.maxLength(MAX_WATCHED, `at most ${MAX_WATCHED} titles, the newest`)),
    /** Milliseconds since 1970 UTC. */
    updatedAt: z.int().check(z.minimum(0)),
    /** The viewer's consent: when it was given, and the operator's record of it. */
    consent: z.strictObject({
      at: z.int().check(z.minimum(0)),
      proof: z.string().check(z.minLength(1), z.maxLength(200)),
    }),
  }),
)
