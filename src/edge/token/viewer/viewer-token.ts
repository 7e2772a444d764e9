import { base64url, errors, jwtVerify } from 'jose'
import type { Viewer } from '../../../decide/context/context.ts'
import { duplicateMember } from '../../../model/fields/duplicate-member.ts'
import { LIMITS } from '../../limits.ts'
import { ProblemError } from '../../problem.ts'
import type { ViewerCache } from './viewer-cache.ts'
import { expiredFrom, LEEWAY_SECONDS, readClaims } from './viewer-claims.ts'
import type { ViewerKeys } from './viewer-keys.ts'

const AUDIENCE = 'firstframe'
const TYPE = 'viewer+jwt'

export interface ViewerTrust {
  readonly keys: ViewerKeys
  readonly issuer: string
  /** What was verified under these keys and this issuer already. */
  readonly cache: ViewerCache
}

/**
 * Who a viewer token speaks of: a member, or an expired viewer when it is genuine but past its time. `now` is the
 * real clock, milliseconds since 1970 UTC. Nothing is ever fetched, whatever the token's header says.
 * @throws ProblemError 401, one body for all that is forged or malformed; its code, for the log, says which part
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

/** The member that a token speaks of, if it was verified before and still holds; else null. Never throws. */
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
    // Expiry is looked at last, after the signature and every other claim: what is expired is genuine.
    if (error instanceof errors.JWTExpired) return { payload: error.payload, expired: true }
    throw refusal(codeOf(error))
  }
}

/** In its header or its payload, both signed, and both of them JSON by now. */
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

/** A word for the log. The message itself stays out of it: a library's text may quote the token. */
function codeOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed) return error.claim
  return error instanceof errors.JOSEError ? error.code : 'unreadable'
}

function refusal(code: string): ProblemError {
  const detail = 'The viewer token was not accepted; get a new one, or ask without one as a guest.'
  return new ProblemError('unauthorized', { detail, field: 'viewerToken', code: `viewer-token ${code}` })
}
