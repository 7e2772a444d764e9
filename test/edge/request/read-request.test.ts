import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { ProblemError } from '../../../src/edge/problem.ts'
import type { JsonObject } from '../../../src/edge/request/json-body.ts'
import { type DeviceRequest, readDeviceRequest } from '../../../src/edge/request/read-request.ts'
import { type RequestSettings, readSettings } from '../../../src/edge/request/settings.ts'
import { sealSession } from '../../../src/edge/token/sealed-session.ts'
import { newSession } from '../../../src/edge/token/session.ts'
import { countingBytes, goodClaims, ISSUER, keyText, NOW, type Signer, signer } from '../token/keys.ts'

let identity: Signer
let production: RequestSettings
let local: RequestSettings
const GERMANY = { country: 'DE', regionCode: 'BY', timezone: 'Europe/Berlin' }

beforeAll(async () => {
  identity = await signer()
  const environment = {
    VIEWER_PUBLIC_KEYS: identity.publicKeys,
    VIEWER_ISSUER: ISSUER,
    SESSION_KEYS: JSON.stringify([keyText('k1', 1)]),
    DECISION_KEYS: JSON.stringify([keyText('k1', 2)]),
  }
  production = await readSettings({ ...environment, DEBUG_COUNTRY: 'FR' })
  local = await readSettings({ ...environment, DEBUG_CONTEXT: 'on' })
})

interface Sent {
  readonly query?: string
  readonly headers?: Record<string, string>
  readonly body?: JsonObject | null
  readonly cf?: unknown
}

const read = (sent: Sent, settings = production): Promise<DeviceRequest> =>
  readDeviceRequest(
    {
      request: { headers: new Headers(sent.headers ?? {}) },
      query: new URLSearchParams(sent.query ?? ''),
      cf: sent.cf === undefined ? GERMANY : sent.cf,
      body: sent.body ?? null,
      now: NOW,
      randomBytes: countingBytes(),
    },
    settings,
  )

describe('place and clock', () => {
  test('place and clock come from the platform alone in production', async () => {
    const headers = { 'X-Debug-Context': 'country=US; now=2030-01-01T00:00:00Z', 'CF-IPCountry': 'US' }
    const device = await read({ headers, query: 'country=US&now=1' })
    expect(device.place).toEqual({ country: 'DE', regionCode: 'BY', timeZone: 'Europe/Berlin', anonymizer: null })
    expect([device.now, device.realNow]).toEqual([NOW, NOW])
    await expect(read({ headers: { 'X-Debug-Context': 'nonsense' } })).resolves.toBeDefined()
  })

  test('place is unknown and the clock is real in a local stack that was told nothing', async () => {
    const device = await read({ cf: { country: 'US' } }, local)
    expect([device.place.country, device.now]).toEqual(['XX', NOW])
  })

  test("place is the stack's country and the clock the header's time, in a local stack that was told", async () => {
    const french = { ...local, debug: { country: 'FR' } }
    expect((await read({}, french)).place.country).toBe('FR')
    const device = await read({ headers: { 'X-Debug-Context': 'now=2030-01-01T00:00:00Z' } }, french)
    expect([device.place.country, device.now, device.realNow]).toEqual(['FR', Date.UTC(2030, 0, 1), NOW])
    await expect(read({ headers: { 'X-Debug-Context': 'x=1' } }, french)).rejects.toThrow(
      expect.objectContaining({ status: 400 }),
    )
  })

  test('a clock that is asked for in a local stack never moves the expiry of a token or a session', async () => {
    const authorization = `Bearer ${await identity.sign(goodClaims())}`
    const session = await sealSession(newSession(NOW, countingBytes()), local.sessionKeys)
    const headers = { authorization, 'X-Session': session, 'X-Debug-Context': 'country=DE; now=2036-01-01T00:00:00Z' }
    expect(await read({ headers }, local)).toMatchObject({ viewer: { state: 'member' }, sessionState: 'kept' })
  })
})

describe('viewer', () => {
  test('a viewer is a guest without a token, and a member by header or by body field', async () => {
    const token = await identity.sign(goodClaims({ cap: 12 }))
    expect((await read({})).viewer.state).toBe('guest')
    expect((await read({ headers: { authorization: `bearer ${token}` } })).viewer).toMatchObject({ cap: 12 })
    expect((await read({ body: { viewerToken: token } })).viewer).toMatchObject({ cap: 12 })
    const both = { headers: { authorization: `Bearer ${token}` }, body: { viewerToken: token } }
    expect((await read(both)).viewer.state).toBe('member')
  })

  test('a viewer token is not read from the query', async () => {
    expect((await read({ query: `viewerToken=${await identity.sign(goodClaims())}` })).viewer.state).toBe('guest')
  })

  test('two viewer tokens, in header and body, are a 400', async () => {
    const headers = { authorization: `Bearer ${await identity.sign(goodClaims())}` }
    const body = { viewerToken: await identity.sign(goodClaims({ sub: 'u2' })) }
    await expect(read({ headers, body })).rejects.toThrow(
      expect.objectContaining({ status: 400, field: 'viewerToken' }),
    )
  })

  test.each(['Basic dTpw', 'Bearer', 'Bearer x', 'Token a.b.c', ''])(
    'the Authorization %j is a 401',
    async (authorization) => {
      await expect(read({ headers: { authorization } })).rejects.toThrow(expect.objectContaining({ status: 401 }))
    },
  )

  test.each([
    ['no scheme', (token: string) => token],
    ['another scheme', (token: string) => `Token ${token}`],
    ['a comma and another one', (token: string) => `Bearer ${token}, Bearer ${token}`],
    ['the scheme twice', (token: string) => `Bearer Bearer ${token}`],
    ['a colon behind the scheme', (token: string) => `Bearer: ${token}`],
    ['a tab behind the scheme', (token: string) => `Bearer\t${token}`],
    ['quotes', (token: string) => `Bearer "${token}"`],
  ])('a good token under %s is a 401 that names the header', async (_name, header) => {
    const authorization = header(await identity.sign(goodClaims()))
    const refused = expect.objectContaining({ status: 401, field: 'Authorization' })
    await expect(read({ headers: { authorization } })).rejects.toThrow(refused)
  })

  test('a viewer is never changed by what is unsigned', async () => {
    const token = await identity.sign(goodClaims({ cap: 6 }))
    const bare = await read({ headers: { authorization: `Bearer ${token}` } })
    const names = ['cap', 'adult', 'kids', 'maxAge', 'ent', 'res', 'personalize', 'state', 'country', 'viewer', 'now']
    const claimed = fc.dictionary(fc.constantFrom(...names), fc.constantFrom('0', '1', '18', 'true', 'DE', 'member'))
    await fc.assert(
      fc.asyncProperty(claimed, claimed, async (query, body) => {
        const sent = { query: new URLSearchParams(query).toString(), body: { ...body, viewerToken: token } }
        try {
          const device = await read(sent)
          expect([device.viewer, device.place, device.now]).toEqual([bare.viewer, bare.place, bare.now])
        } catch (error) {
          expect(error).toMatchObject({ status: 400 })
        }
      }),
    )
  })
})

describe('session and request id', () => {
  test('session and request id come by query, body or header', async () => {
    const session = await sealSession({ ...newSession(NOW, countingBytes()), seen: [7] }, production.sessionKeys)
    for (const sent of [
      { query: `session=${session}` },
      { body: { session } },
      { headers: { 'x-session': session } },
    ]) {
      expect(await read(sent)).toMatchObject({ sessionState: 'kept', session: { seen: [7] } })
    }
    expect((await read({ query: 'requestId=abcd-1234' })).requestId).toBe('abcd-1234')
    expect((await read({ body: { requestId: 'abcd-1234' } })).requestId).toBe('abcd-1234')
    expect((await read({ query: 'requestId=7' })).requestId).toBe('7')
  })

  test('a session starts again without one, and with one that is too old', async () => {
    expect(await read({})).toMatchObject({ sessionState: 'new', session: { seen: [], issuedAt: NOW }, requestId: null })
    const old = await sealSession(newSession(NOW - 86_400_000, countingBytes()), production.sessionKeys)
    expect(await read({ body: { session: old } })).toMatchObject({ sessionState: 'lost', session: { issuedAt: NOW } })
  })

  test('a session or a request id of the wrong kind, or two that differ, are a 400 that names the field', async () => {
    const refused = (field: string): unknown => expect.objectContaining({ status: 400, field })
    expect(await read({ headers: { 'x-session': 'junk' } })).toMatchObject({
      sessionState: 'unreadable',
      session: { seen: [], issuedAt: NOW },
    })
    await expect(read({ body: { session: 7 } })).rejects.toThrow(refused('session'))
    await expect(read({ query: 'session=a', body: { session: 'b' } })).rejects.toThrow(refused('session'))
    await expect(read({ query: 'requestId=two%20words' })).rejects.toThrow(refused('requestId'))
    await expect(read({ query: 'requestId=abcd-1234', body: { requestId: 'abcd-5678' } })).rejects.toThrow(
      refused('requestId'),
    )
  })
})

test('a request throws nothing but a problem, whatever a client sends', async () => {
  const names = fc.constantFrom(
    'device',
    'codecs',
    'kids',
    'maxAge',
    'session',
    'requestId',
    'viewerToken',
    '__proto__',
  )
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue(), fc.constantFrom('tv', '1', 'avc', null))
  const text = fc.string({ unit: 'binary-ascii' }).map((raw) => raw.replaceAll(/[^\x21-\x7e]/g, ''))
  const headers = fc.dictionary(fc.constantFrom('authorization', 'x-session', 'accept-language', 'save-data'), text)
  await fc.assert(
    fc.asyncProperty(fc.webQueryParameters(), fc.dictionary(names, value), headers, async (query, body, sent) => {
      try {
        await read({ query, body, headers: { ...sent } })
      } catch (error) {
        expect(error).toBeInstanceOf(ProblemError)
        expect([400, 401]).toContain(error instanceof ProblemError ? error.status : 500)
      }
    }),
  )
})
