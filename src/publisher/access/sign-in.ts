import { parse } from 'hono/utils/cookie'
import type { JWTVerifyGetKey } from 'jose'
import { BREAK_GLASS_ROLE } from '../../model/policies/access.ts'
import type { PublisherEnvironment } from '../environment.ts'
import { OpsProblem } from '../ops-problem.ts'
import { accessSettings } from './access-settings.ts'
import { verifyAccessToken } from './access-token.ts'
import { createKeyCache, type Fetcher, NoKeys } from './key-cache.ts'
import { openSession, personOfToken, SESSION_COOKIE } from './local-session.ts'

/** The header in which Cloudflare Access identifies the signed-in caller. */
export const ASSERTION_HEADER = 'Cf-Access-Jwt-Assertion'

/** The signed-in caller, and how they signed in. */
export interface SignedIn {
  /**
   * `person` and `service`: by Cloudflare Access. `local`: by a token, where Access is not set up; `local-browser`: by the
   * cookie that such a token got. `break-glass`: by the ops token, where Access is set up.
   */
  readonly kind: 'person' | 'service' | 'local' | 'local-browser' | 'break-glass'
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
    if (authorization !== null) return bearer(authorization, environment, settings === null)
    if (settings === null) return localBrowser(headers, environment, doors.now())
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

async function bearer(authorization: string, environment: Settings, local: boolean): Promise<SignedIn> {
  const given = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
  const person = given === undefined ? null : await personOfToken(given, environment)
  if (local && person !== null) return { kind: 'local', name: person }
  // Break-glass has only one token.
  if (person === 'ops') return { kind: 'break-glass', name: BREAK_GLASS_ROLE }
  throw notSignedIn()
}

async function localBrowser(headers: Headers, environment: Settings, now: number): Promise<SignedIn> {
  const session = parse(headers.get('cookie') ?? '', SESSION_COOKIE)[SESSION_COOKIE]
  const person = session === undefined ? null : await openSession(session, now, environment)
  if (person !== null) return { kind: 'local-browser', name: person }
  throw notSignedIn()
}

function notSignedIn(): OpsProblem {
  return new OpsProblem(401, 'Not signed in', 'Send the ops token as `Authorization: Bearer …`.', 'Authorization')
}

function keysAreOut(error: unknown): never {
  if (!(error instanceof NoKeys)) throw error
  throw new OpsProblem(
    503,
    'Nobody can sign in',
    'The public keys of Cloudflare Access cannot be read now. If this lasts, use the break-glass token: see the README.',
  )
}
