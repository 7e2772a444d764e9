import * as z from 'zod/mini'
import type { Viewer } from '../../../decide/context/context.ts'
import { MATURITY_CAP_MAX } from '../../../model/nouns/maturity-cap.ts'
import { OFFER_TYPES } from '../../../model/nouns/offer-vocabulary.ts'
import { once } from '../../../model/once.ts'
import { isIsoCountry } from './iso-country.ts'

const MAX_LIFETIME_SECONDS = 86_400
/** Greatest difference between two machines' clocks. */
export const LEEWAY_SECONDS = 30

/** The claims of a viewer token. One invalid claim refuses the whole token: the rest cannot be trusted either. */
const claimsSchema = once(() =>
  z.object({
    sub: z.string().check(z.minLength(1), z.maxLength(128)),
    /** Seconds since 1970 UTC, with or without a fraction. Source: RFC 7519, section 2, NumericDate. */
    iat: z.number(),
    exp: z.number(),
    /** Greatest gate age, in whole years. */
    cap: z.optional(z.int().check(z.minimum(0), z.maximum(MATURITY_CAP_MAX))),
    kids: z.optional(z.boolean()),
    adult: z.optional(z.boolean()),
    /** A PIN was given for what plays next. */
    pin: z.optional(z.boolean()),
    ent: z.optional(z.array(z.enum(OFFER_TYPES)).check(z.maxLength(16))),
    personalize: z.optional(z.boolean()),
    res: z.optional(z.string().check(z.refine(isIsoCountry))),
  }),
)

export type ViewerClaims = z.output<ReturnType<typeof claimsSchema>>

/** The claims, or the name of the first invalid one, for the log. */
export function readClaims(payload: unknown, nowSeconds: number): ViewerClaims | string {
  const result = claimsSchema().safeParse(payload)
  if (!result.success) return String(result.error.issues[0]?.path[0] ?? 'payload')
  const { iat, exp } = result.data
  if (iat > nowSeconds + LEEWAY_SECONDS) return 'iat'
  if (exp <= iat || exp - iat > MAX_LIFETIME_SECONDS) return 'exp'
  return result.data
}

export function memberFrom(claims: ViewerClaims): Viewer {
  return {
    state: 'member',
    subject: claims.sub,
    cap: claims.cap ?? null,
    kids: claims.kids ?? false,
    adult: claims.adult ?? false,
    pin: claims.pin ?? false,
    personalize: claims.personalize ?? false,
    entitlements: [...new Set(claims.ent ?? [])],
    residence: claims.res ?? null,
  }
}

/** From an expired token only claims that narrow are used; otherwise the viewer is a guest. */
export function expiredFrom(claims: ViewerClaims): Viewer {
  return { ...GUEST, state: 'expired', cap: claims.cap ?? null, kids: claims.kids ?? false }
}

/** The viewer without a token. */
export const GUEST: Viewer = {
  state: 'guest',
  subject: null,
  cap: null,
  kids: false,
  adult: false,
  pin: false,
  personalize: false,
  entitlements: [],
  residence: null,
}
