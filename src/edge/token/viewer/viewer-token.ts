import { base64url, errors, jwtVerify } from 'jose'
import { LIMITS } from '../../../contracts/device/limits.ts'
import type { Viewer } from '../../../decide/context/context.ts'
import { duplicateMember } from '../../../model/fields/duplicate-member.ts'
import { ProblemError } from '../../problem.ts'
import type { ViewerCache } from './viewer-cache.ts'
import { expiredFrom, LEEWAY_SECONDS, readClaims } from './viewer-claims.ts'
import type { ViewerKeys } from './viewer-keys.ts'

const AUDIENCE = 'firstframe'
const TYPE = 'viewer+jwt'

export interface ViewerTrust {
  readonly keys: ViewerKeys
  readonly issuer: string
  /** Cache of tokens that were verified with these keys and this issuer. */
  readonly cache: ViewerCache
}

/**
 * Verifies a viewer token: returns a member, or an expired viewer when the token is authentic but expired. `now` is the
 * real clock, in milliseconds since 1970 UTC. Nothing is ever fetched, whatever the token's header says.
 * @throws ProblemError 401, with one body for all invalid tokens; its code, for the log, says which part is wrong
 */
export async function verifyViewerToken(token: string, trust: ViewerTrust, now: number): Promise<Viewer> {
  if (token.length > LIMITS.viewerTokenCharacters) throw refusal('length')
  const nowSeconds = Math.floor(now / 1000)
  const remembered = trust.cache.get(token, nowSeconds)
  if (remembered !== null) return remembered
  const { payload, expired } = await genuinePayload(token, trust, now)
  if (saysSomethingTwice(token)) throw refusal('duplicate')
  const claims = readClaims(payload, nowSeconds)
  if (typeof claims === 'string') throw refusal(claims)
  if (expired) return expiredFrom(claims)
  return trust.cache.put(token, claims, claims.exp + LEEWAY_SECONDS)
}

/** The member of a token that was verified before and is still valid; otherwise null. Never throws. */
export function rememberedViewer(token: string, trust: ViewerTrust, now: number): Viewer | null {
  return token.length > LIMITS.viewerTokenCharacters ? null : trust.cache.get(token, Math.floor(now / 1000))
}

async function genuinePayload(
  token: string,
  trust: ViewerTrust,
  now: number,
): Promise<{ readonly payload: unknown; readonly expired: boolean }> {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => keyFor(kid, trust.keys), {
      algorithms: ['EdDSA'],
      typ: TYPE,
      issuer: trust.issuer,
      audience: AUDIENCE,
      requiredClaims: ['sub', 'iat', 'exp'],
      clockTolerance: LEEWAY_SECONDS,
      currentDate: new Date(now),
    })
    return { payload, expired: false }
  } catch (error) {
    // Expiry is checked last, after the signature and all other claims, so an expired token is authentic.
    if (error instanceof errors.JWTExpired) return { payload: error.payload, expired: true }
    throw refusal(codeOf(error))
  }
}

/** Whether a member occurs twice in the header or payload. Both are signed, and known to be JSON here. */
function saysSomethingTwice(token: string): boolean {
  const [header = '', payload = ''] = token.split('.')
  return [header, payload].some((part) => duplicateMember(new TextDecoder().decode(base64url.decode(part))) !== null)
}

function keyFor(kid: string | undefined, keys: ViewerKeys): NonNullable<ReturnType<ViewerKeys['get']>> {
  const only = kid === undefined && keys.size === 1 ? keys.values().next().value : undefined
  const key = kid === undefined ? only : keys.get(kid)
  if (key === undefined) throw new errors.JWKSNoMatchingKey()
  return key
}

/** A short code for the log. The library's message is not logged: it may quote the token. */
function codeOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed) return error.claim
  return error instanceof errors.JOSEError ? error.code : 'unreadable'
}

function refusal(code: string): ProblemError {
  const detail = 'The viewer token was not accepted; get a new one, or ask without one as a guest.'
  return new ProblemError('unauthorized', { detail, field: 'viewerToken', code: `viewer-token ${code}` })
}
