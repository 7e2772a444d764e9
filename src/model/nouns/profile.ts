import * as z from 'zod/mini'
import { once } from '../once.ts'

/** How many watched titles a profile remembers, the newest. */
export const MAX_WATCHED = 64

const U32_MAX = 0xffff_ffff
const TASTE = '32 bytes as base64url, without padding'

/**
 * What is known of a consented viewer, as JSON at `profile:{sub}`: taste and what was watched, and nothing that names
 * them. Written by the learner, only read at the edge; no consent, no record.
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
    /** That the viewer agreed: when, and the operator's record of it. */
    consent: z.strictObject({
      at: z.int().check(z.minimum(0)),
      proof: z.string().check(z.minLength(1), z.maxLength(200)),
    }),
  }),
)
