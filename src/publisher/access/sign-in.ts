import type { JWTVerifyGetKey } from 'jose'
import { BREAK_GLASS_ROLE } from '../../model/policies/access.ts'
import type { PublisherEnvironment } from '../environment.ts'
import { OpsProblem } from '../ops-problem.ts'
import { accessSettings } from './access-settings.ts'
import { verifyAccessToken } from './access-token.ts'
import { createKeyCache, type Fetcher, NoKeys } from './key-cache.ts'
import { sameSecret } from './same-secret.ts'

/** The header in which Cloudflare Access identifies the signed-in caller. */
export const ASSERTION_HEADER = 'Cf-Access-Jwt-Assertion'

/** The signed-in caller, and how they signed in. */
export interface SignedIn {
  /** `person` and `service`: by Cloudflare Access. `local`: by a token, where Access is not set up. `break-glass`: by the ops token, where it is. */
  readonly kind: 'person' | 'service' | 'local' | 'break-glass'
  /** Their name in the audit log. */
  readonly name: string
}

/** What signing in needs from outside. */
export interface SignInDoors {
  readonly fetch: Fetcher
  /** Milliseconds since 1970. */
  readonly now: () => number
}

type Settings = Pick<PublisherEnvironment, 'ACCESS_TEAM_DOMAIN' | 'ACCESS_AUDIENCE' | 'OPS_TOKEN' | 'OPS_SECOND_TOKEN'>

/** Identifies the caller; throws a problem, 401 or 503, if that fails. One for each isolate: it caches Access' keys. */
export function createSignIn(doors: SignInDoors) {
  const caches = new Map<string, JWTVerifyGetKey>()
  const keysOf = (url: string): JWTVerifyGetKey => {
    const keys = caches.get(url) ?? createKeyCache(url, doors.fetch, doors.now)
    caches.set(url, keys)
    return keys
  }
  return async (headers: Headers, environment: Settings): Promise<SignedIn> => {
    const settings = accessSettings(environment)
    const authorization = headers.get('authorization')
    // A bearer token takes precedence: it is sent on purpose.
    if (authorization !== null || settings === null) return bearer(authorization, environment, settings === null)
    if (settings === 'wrong') {
      throw new OpsProblem(
        503,
        'Nobody can sign in',
        'ACCESS_TEAM_DOMAIN (like https://team.cloudflareaccess.com) and ACCESS_AUDIENCE must both be set.',
      )
    }
    const token = headers.get(ASSERTION_HEADER) ?? ''
    const { issuer, audience } = settings
    const keys = keysOf(settings.keysUrl)
    const found = await verifyAccessToken(token, { issuer, audience, keys, now: doors.now() }).catch(keysAreOut)
    if (found !== null) return found
    throw new OpsProblem(
      401,
      'Not signed in',
      'Sign in through Cloudflare Access; a script sends its service token as CF-Access-Client-Id and -Secret.',
      ASSERTION_HEADER,
    )
  }
}

async function bearer(authorization: string | null, environment: Settings, local: boolean): Promise<SignedIn> {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (given !== undefined && (await isToken(given, environment.OPS_TOKEN))) {
    return local ? { kind: 'local', name: 'ops' } : { kind: 'break-glass', name: BREAK_GLASS_ROLE }
  }
  // Only when Access is not configured: break-glass has only one token.
  if (given !== undefined && local && (await isToken(given, environment.OPS_SECOND_TOKEN))) {
    return { kind: 'local', name: 'second' }
  }
  throw new OpsProblem(401, 'Not signed in', 'Send the ops token as `Authorization: Bearer …`.', 'Authorization')
}

async function isToken(given: string, token: string | undefined): Promise<boolean> {
  return token !== undefined && token !== '' && (await sameSecret(given, token))
}

function keysAreOut(error: unknown): never {
  if (!(error instanceof NoKeys)) throw error
  throw new OpsProblem(
    503,
    'Nobody can sign in',
    'The public keys of Cloudflare Access cannot be read now. If this lasts, use the break-glass token: see the README.',
  )
}
