import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { createPublisherApp } from '../../../src/publisher/app.ts'
import type { PublisherEnvironment } from '../../../src/publisher/environment.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'

export const ISSUER = 'https://studio.cloudflareaccess.com'
const AUDIENCE = 'aud-tag-of-the-ops-application-0123456789'
const KEYS_URL = `${ISSUER}/cdn-cgi/access/certs`

type Key = Awaited<ReturnType<typeof rsaKey>>

/** A key pair of Access, as it rotates them. */
export async function rsaKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }
  return { kid, privateKey, publicKey, jwk }
}

/** Cloudflare Access before a publisher: signs people in, and has a door at which its public keys are. */
export interface AccessWorld extends PublisherWorld {
  /** What the door of the keys answers; how often it was asked. */
  readonly keyDoor: { keys: readonly JWK[]; down: 'no' | 'error' | 'throws' | 'garbage'; asked: number }
  readonly key: Key
  readonly env: PublisherEnvironment
  /** A good token of somebody, with claims, header or key changed. */
  token(who: string, changes?: TokenChanges): Promise<string>
  /** A request with this token, of the ops API or for a page; JSON from a client, unless headers say otherwise. */
  as(token: string, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  /** A request of `<role>@example.com`. */
  asRole(role: string, method: string, path: string, body?: unknown): Promise<Response>
}

export interface TokenChanges {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  readonly key?: Pick<Key, 'privateKey' | 'kid'>
}

export async function startAccessWorld(grants: readonly object[]): Promise<AccessWorld> {
  const world = await startPublisherWorld()
  const key = await rsaKey('k1')
  const keyDoor: AccessWorld['keyDoor'] = { keys: [key.jwk], down: 'no', asked: 0 }
  const env = {
    ...world.environment,
    ACCESS_TEAM_DOMAIN: ISSUER,
    ACCESS_AUDIENCE: AUDIENCE,
    OPS_GRANTS: JSON.stringify(grants),
  }
  const fetcher = async (url: string) => {
    if (url !== KEYS_URL) throw new Error(`nobody may fetch ${url}`)
    keyDoor.asked += 1
    if (keyDoor.down === 'throws') throw new TypeError('fetch failed')
    if (keyDoor.down === 'error') return new Response('<html>', { status: 502 })
    if (keyDoor.down === 'garbage') return Response.json({ keys: ['what', { kty: 'oct', k: 'c2VjcmV0' }] })
    return Response.json({ keys: keyDoor.keys, public_certs: [] })
  }
  const app = createPublisherApp(() => world.publisher, { fetch: fetcher, now: () => world.clock.now })
  const token: AccessWorld['token'] = (who, { claims = {}, header = {}, key: by = key } = {}) => {
    const now = Math.floor(world.clock.now / 1000)
    const name = who.includes('@') ? { email: who } : { common_name: who, sub: '' }
    const payload = {
      iss: ISSUER,
      aud: [AUDIENCE],
      iat: now,
      nbf: now,
      exp: now + 3600,
      type: 'app',
      ...name,
      ...claims,
    }
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: by.kid, ...header }).sign(by.privateKey)
  }
  const as: AccessWorld['as'] = async (jwt, method, path, body, headers) =>
    app.request(
      `https://ops.example.com${path.startsWith('/console') ? path : `/ops/v1${path}`}`,
      {
        method,
        headers: headers ?? { 'cf-access-jwt-assertion': jwt, 'content-type': 'application/json' },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      },
      env,
    )
  return {
    ...world,
    app,
    keyDoor,
    key,
    env,
    token,
    as,
    asRole: async (role, method, path, body) => as(await token(`${role}@example.com`), method, path, body),
  }
}
