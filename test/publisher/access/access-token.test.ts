import { SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { OPS_TOKEN } from '../publisher-world.ts'
import { type AccessWorld, ISSUER, rsaKey, startAccessWorld, type TokenChanges } from './access-world.ts'

const MIA = 'mia@example.com'
const ROBOT = 'ab12.access'

let world: AccessWorld
let stranger: Awaited<ReturnType<typeof rsaKey>>
beforeAll(async () => {
  world = await startAccessWorld([
    { who: 'Mia@Example.com', role: 'viewer', regions: ['*'] },
    { who: ROBOT, role: 'marketer', regions: ['*'] },
  ])
  stranger = await rsaKey('k1')
})
afterAll(() => world.close())
beforeEach(() => {
  for (const word of ['error', 'warn'] as const) vi.spyOn(console, word).mockImplementation(() => undefined)
})

const seconds = () => Math.floor(world.clock.now / 1000)
const status = async (token: string) => (await world.as(token, 'GET', '/schedule')).status
const signed = async (changes: TokenChanges = {}, who = MIA) => status(await world.token(who, changes))

describe('a token of Cloudflare Access', () => {
  it('a token of Access signs in a person by email address, in whatever letters, and a service by its common name', async () => {
    expect([await signed(), await signed({}, 'MIA@example.com'), await signed({}, ROBOT)]).toEqual([200, 200, 200])
  })

  it.each<[string, () => TokenChanges]>([
    ['of another issuer', () => ({ claims: { iss: 'https://other.cloudflareaccess.com' } })],
    ['of an issuer that only begins so', () => ({ claims: { iss: `${ISSUER}.example.com` } })],
    ['for another application', () => ({ claims: { aud: ['another'] } })],
    ['for none', () => ({ claims: { aud: undefined } })],
    ['that has expired', () => ({ claims: { exp: seconds() - 31 } })],
    ['that never expires', () => ({ claims: { exp: undefined } })],
    ['that expires in words', () => ({ claims: { exp: 'never' } })],
    ['that is not valid yet', () => ({ claims: { nbf: seconds() + 31 } })],
    ['without the time of its making', () => ({ claims: { iat: undefined } })],
    ['of nobody', () => ({ claims: { email: undefined } })],
    ['of an empty name', () => ({ claims: { email: '' } })],
    ['of a person and a service at once', () => ({ claims: { common_name: ROBOT } })],
    ['of a list of people', () => ({ claims: { email: [MIA] } })],
    ['signed by a stranger under a known key id', () => ({ key: stranger })],
    ['under an unknown key id', () => ({ header: { kid: 'k9' } })],
    ['without a key id', () => ({ header: { kid: undefined } })],
  ])('a token of Access %s is refused', async (_what, changes) => {
    expect(await signed(changes())).toBe(401)
  })

  it('a token of Access is taken within half a minute of what another clock says', async () => {
    expect(await signed({ claims: { exp: seconds() - 29, nbf: seconds() + 29 } })).toBe(200)
  })

  it.each(['none', 'HS256'])('a token of Access under the algorithm %s is refused', async (alg) => {
    const good = await world.token(MIA)
    const [, payload = '', signature = ''] = good.split('.')
    const header = Buffer.from(JSON.stringify({ alg, kid: world.key.kid })).toString('base64url')
    expect(await status(`${header}.${payload}.${alg === 'none' ? '' : signature}`)).toBe(401)
    // The public key, as anybody can read it, taken for a shared secret.
    const secret = new TextEncoder().encode(JSON.stringify(world.key.jwk))
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
    const confused = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: world.key.kid }).sign(secret)
    expect(await status(confused)).toBe(401)
  })

  it('a text that is no token at all is refused, and is never quoted', async () => {
    for (const token of ['', '.', 'a.b.c', 'null', 'x'.repeat(20_000), (await world.token(MIA)).slice(0, -2)]) {
      const answer = await world.as(token, 'GET', '/schedule')
      expect(answer.status).toBe(401)
      if (token.length > 4) expect(await answer.text()).not.toContain(token)
    }
  })

  it('a token of Access is asked for by name', async () => {
    const answer = await world.as('', 'GET', '/schedule', undefined, {})
    expect([answer.status, await answer.json()]).toEqual([
      401,
      expect.objectContaining({ field: 'Cf-Access-Jwt-Assertion' }),
    ])
  })

  it('a token of Access is not replaced by a cookie, nor by an address in a header', async () => {
    const headers = { cookie: `CF_Authorization=${await world.token(MIA)}`, 'cf-access-authenticated-user-email': MIA }
    expect((await world.as('', 'GET', '/schedule', undefined, headers)).status).toBe(401)
  })
})

describe('signing in beside Cloudflare Access', () => {
  const withSettings = async (settings: object, headers: Record<string, string>) =>
    (await world.app.request('/ops/v1/schedule', { headers }, { ...world.env, ...settings })).status

  it('another bearer token lets nobody in, not even with a good token of Access', async () => {
    const assertion = { 'cf-access-jwt-assertion': await world.token(MIA) }
    const second = { OPS_SECOND_TOKEN: 'second-token' }
    expect(await withSettings(second, { ...assertion, authorization: 'Bearer second-token' })).toBe(401)
    expect(await withSettings({}, { ...assertion, authorization: 'Bearer wrong' })).toBe(401)
    expect(await withSettings({ OPS_TOKEN: '' }, { authorization: 'Bearer ' })).toBe(401)
  })

  it.each([
    ['half of its settings', { ACCESS_AUDIENCE: '' }],
    ['the other half', { ACCESS_TEAM_DOMAIN: '' }],
    ['a team that is no team', { ACCESS_TEAM_DOMAIN: 'https://cloudflareaccess.com.example.com' }],
    ['a team elsewhere', { ACCESS_TEAM_DOMAIN: 'https://a.cloudflareaccess.com@example.com' }],
    ['an application that is none', { ACCESS_AUDIENCE: 'short' }],
  ])('Access set up with %s lets nobody in but who breaks the glass', async (_what, settings) => {
    expect(await withSettings(settings, { 'cf-access-jwt-assertion': await world.token(MIA) })).toBe(503)
    expect(await withSettings(settings, {})).toBe(503)
    expect(await withSettings(settings, { authorization: `Bearer ${OPS_TOKEN}` })).toBe(200)
  })

  it('each use of the ops token is in the audit log, reads too', async () => {
    const headers = { authorization: `Bearer ${OPS_TOKEN}` }
    const answer = await world.app.request('/ops/v1/audit?limit=1', { headers }, world.env)
    expect(await answer.json()).toEqual({
      entries: [
        expect.objectContaining({
          action: 'break-glass',
          actor: 'break-glass',
          role: 'break-glass',
          target: 'GET /ops/v1/audit',
        }),
      ],
    })
  })

  it.each([
    ['GET', '/profiles/anna'],
    ['POST', '/profiles/anna?reason=anna'],
    ['DELETE', '/profiles/anna/anna'],
    ['DELETE', '/profiles/anna'],
  ])('a request of a broken glass that nothing answers, %s %s, leaves nothing of its path', async (method, path) => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const headers = { authorization: `Bearer ${OPS_TOKEN}` }
    const answer = await world.app.request(`/ops/v1${path}`, { method, headers }, world.env)
    expect([403, 404]).toContain(answer.status)
    const log = await world.app.request('/ops/v1/audit', { headers }, world.env)
    expect(JSON.stringify([await log.json(), warned.mock.calls])).not.toContain('anna')
  })

  it('the glass breaks while the store is down, too', async () => {
    world.door.misbehave(() => 'lost')
    const headers = { authorization: `Bearer ${OPS_TOKEN}` }
    const answer = await world.app.request('/ops/v1/rules/matrix?asset=ast_one', { headers }, world.env)
    world.door.misbehave(() => null)
    expect(answer.status).toBe(404)
  })
})
