import { type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { OPS_LIMITS } from '../limits.ts'
import { NoKeys } from './key-cache.ts'

/** Greatest difference between two machines' clocks. */
const LEEWAY_SECONDS = 30

/** The claims of a valid token: a person has an email address, a service token a common name. */
const claims = z.union([
  z.looseObject({ email: z.email().max(254), common_name: z.undefined().optional() }),
  z.looseObject({ common_name: z.string().regex(/^[A-Za-z0-9._-]{1,254}$/), email: z.undefined().optional() }),
])

/** Who a token of Cloudflare Access stands for. */
export interface AccessBearer {
  readonly kind: 'person' | 'service'
  /** Email address in lower case, or the common name of a service token. */
  readonly name: string
}

/** What the token must be for. */
export interface AccessExpectation {
  /** `https://<team>.cloudflareaccess.com` */
  readonly issuer: string
  /** The application's AUD tag. */
  readonly audience: string
  readonly keys: JWTVerifyGetKey
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Verifies a `Cf-Access-Jwt-Assertion`: RS256 only, signed by a key of the team, with the right issuer, audience and
 * expiry.
 *
 * @returns null for an invalid token, whatever is wrong with it
 * @throws NoKeys when no token can be verified at present
 */
export async function verifyAccessToken(token: string, expected: AccessExpectation): Promise<AccessBearer | null> {
  if (token.length > OPS_LIMITS.accessTokenCharacters) return null
  try {
    const { payload } = await jwtVerify(token, expected.keys, {
      algorithms: ['RS256'],
      issuer: expected.issuer,
      audience: expected.audience,
      requiredClaims: ['exp', 'iat'],
      clockTolerance: LEEWAY_SECONDS,
      currentDate: new Date(expected.now),
    })
    const parsed = claims.safeParse(payload)
    if (!parsed.success) return null
    const { email, common_name: commonName } = parsed.data
    if (email !== undefined) return { kind: 'person', name: email.toLowerCase() }
    return commonName === undefined ? null : { kind: 'service', name: commonName }
  } catch (error) {
    if (error instanceof NoKeys) throw error
    return null
  }
}
