import fc from 'fast-check'
import { base64url, SignJWT } from 'jose'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Viewer } from '../../../src/decide/context/context.ts'
import { ProblemError, problemResponse } from '../../../src/edge/problem.ts'
import { ViewerCache } from '../../../src/edge/token/viewer/viewer-cache.ts'
import { readViewerKeys } from '../../../src/edge/token/viewer/viewer-keys.ts'
import { type ViewerTrust, verifyViewerToken } from '../../../src/edge/token/viewer/viewer-token.ts'
import { goodClaims, ISSUER, NOW, type Signer, signer } from './keys.ts'

let identity: Signer
let stranger: Signer
let trust: ViewerTrust
const SECONDS = NOW / 1000

beforeAll(async () => {
  identity = await signer()
  stranger = await signer()
  trust = {
    keys: await readViewerKeys(identity.publicKeys, 'VIEWER_PUBLIC_KEYS'),
    issuer: ISSUER,
    cache: new ViewerCache(),
  }
})

/** A token over these very texts, which no library would write. */
async function signedText({
  header = '{"alg":"EdDSA","typ":"viewer+jwt","kid":"v1"}',
  payload = JSON.stringify(goodClaims()),
}: {
  readonly header?: string
  readonly payload?: string
}): Promise<string> {
  const text = `${base64url.encode(header)}.${base64url.encode(payload)}`
  const signature = await crypto.subtle.sign('Ed25519', identity.privateKey, new TextEncoder().encode(text))
  return `${text}.${base64url.encode(new Uint8Array(signature))}`
}

const verify = (token: string, now = NOW): Promise<Viewer> =>
  verifyViewerToken(token, { ...trust, cache: new ViewerCache() }, now)
const refused = expect.objectContaining({ status: 401, slug: 'unauthorized', field: 'viewerToken' })

describe('a genuine token', () => {
  test('a genuine token makes a member of what it says', async () => {
    const claims = { cap: 12, kids: true, adult: false, personalize: true, res: 'DE', ent: ['rent', 'rent', 'free'] }
    expect(await verify(await identity.sign(goodClaims(claims)))).toEqual({
      state: 'member',
      subject: 'u1',
      cap: 12,
      kids: true,
      adult: false,
      pin: false,
      personalize: true,
      entitlements: ['rent', 'free'],
      residence: 'DE',
    })
  })

  test('a genuine token grants nothing that it does not say', async () => {
    expect(await verify(await identity.sign(goodClaims()))).toEqual({
      state: 'member',
      subject: 'u1',
      cap: null,
      kids: false,
      adult: false,
      pin: false,
      personalize: false,
      entitlements: [],
      residence: null,
    })
  })

  test.each([
    ['an audience among several', { aud: ['other', 'firstframe'] }],
    ['an issue time 30 s ahead', { iat: SECONDS + 30, exp: SECONDS + 100 }],
    ['an expiry 29 s ago', { iat: SECONDS - 600, exp: SECONDS - 29 }],
    ['the longest life', { iat: SECONDS - 10, exp: SECONDS - 10 + 86_400 }],
    ['cap 0', { cap: 0 }],
    ['cap 21', { cap: 21 }],
    [
      'fractions of a second, which RFC 7519 allows',
      { iat: SECONDS - 60.5, exp: SECONDS + 0.25, nbf: SECONDS - 60.25 },
    ],
    ['claims that nobody knows', { role: 'admin', __proto__: { cap: 21 } }],
  ])('a genuine token is accepted with %s', async (_, changes) => {
    expect((await verify(await identity.sign(goodClaims(changes)))).state).toBe('member')
  })

  test.each([
    { jku: 'https://evil.test/keys' },
    { x5u: 'https://evil.test/x' },
    { jwk: { kty: 'OKP' } },
    { kid: undefined },
  ])('a genuine token is judged by our keys alone, and nothing is fetched: header %j', async (header) => {
    const fetching = vi.spyOn(globalThis, 'fetch')
    expect((await verify(await identity.sign(goodClaims(), header))).state).toBe('member')
    await expect(verify(await stranger.sign(goodClaims(), header))).rejects.toThrow(refused)
    expect(fetching).not.toHaveBeenCalled()
    fetching.mockRestore()
  })
})

describe('an expired but genuine token', () => {
  const past = { iat: SECONDS - 7200, exp: SECONDS - 30 }

  test('an expired but genuine token keeps only what narrows', async () => {
    const rich = { ...past, cap: 12, kids: true, adult: true, personalize: true, res: 'DE', ent: ['buy'] }
    expect(await verify(await identity.sign(goodClaims(rich)))).toEqual({
      state: 'expired',
      subject: null,
      cap: 12,
      kids: true,
      adult: false,
      pin: false,
      personalize: false,
      entitlements: [],
      residence: null,
    })
  })

  test.each([
    ['a wrong signature', () => stranger.sign(goodClaims(past))],
    ['a wrong audience', () => identity.sign(goodClaims({ ...past, aud: 'x' }))],
    ['a wrong issuer', () => identity.sign(goodClaims({ ...past, iss: 'x' }))],
    ['a wrong type', () => identity.sign(goodClaims(past), { typ: 'JWT' })],
    ['a claim of the wrong kind', () => identity.sign(goodClaims({ ...past, cap: '12' }))],
    ['too long a life', () => identity.sign(goodClaims({ ...past, iat: past.exp - 86_401 }))],
  ])('an expired token is refused with %s', async (_, make) => {
    await expect(verify(await make())).rejects.toThrow(refused)
  })
})

describe('a refused token', () => {
  test.each<[string, Record<string, unknown>]>([
    ['no iss', { iss: undefined }],
    ['another iss', { iss: 'https://evil.test' }],
    ['no aud', { aud: undefined }],
    ['another aud', { aud: 'firstframe2' }],
    ['aud of a wrong kind', { aud: 7 }],
    ['no sub', { sub: undefined }],
    ['an empty sub', { sub: '' }],
    ['a sub that is a number', { sub: 1 }],
    ['an endless sub', { sub: 'x'.repeat(129) }],
    ['no iat', { iat: undefined }],
    ['iat as text', { iat: '1' }],
    ['iat 31 s ahead', { iat: SECONDS + 31, exp: SECONDS + 100 }],
    ['no exp', { exp: undefined }],
    ['exp as text', { exp: String(SECONDS + 60) }],
    ['exp of 9e15', { exp: 9e15 }],
    ['exp before iat', { iat: SECONDS + 20, exp: SECONDS + 10 }],
    ['a life over 24 h', { exp: SECONDS - 60 + 86_401 }],
    ['nbf ahead', { nbf: SECONDS + 31 }],
    ['cap 22', { cap: 22 }],
    ['cap 99', { cap: 99 }],
    ['nbf ahead by more than the leeway and a fraction', { nbf: SECONDS + 30.5 }],
    ['a life over 24 h by a fraction', { exp: SECONDS - 60 + 86_400.5 }],
    ['exp beyond all numbers', { exp: Number.MAX_VALUE }],
    ['cap -1', { cap: -1 }],
    ['cap 12.5', { cap: 12.5 }],
    ['cap as text', { cap: '12' }],
    ['cap null', { cap: null }],
    ['kids as number', { kids: 1 }],
    ['kids as text', { kids: 'true' }],
    ['adult as text', { adult: 'true' }],
    ['personalize as number', { personalize: 1 }],
    ['ent as text', { ent: 'rent' }],
    ['an ent that is none', { ent: ['rent', 'gold'] }],
    ['an endless ent', { ent: Array.from({ length: 17 }, () => 'rent') }],
    ['res in lower case', { res: 'de' }],
    ['res XX', { res: 'XX' }],
    ['res as list', { res: ['DE'] }],
  ])('a token with %s is refused', async (_, changes) => {
    await expect(verify(await identity.sign(goodClaims(changes)))).rejects.toThrow(refused)
  })

  test.each([{ typ: undefined }, { typ: 'JWT' }, { typ: 'at+jwt' }, { kid: 'v2' }, { kid: '' }, { crit: ['x'], x: 1 }])(
    'a token with header %j is refused',
    async (header) => {
      const token = identity.sign(goodClaims(), header).catch(async () => {
        const good = await identity.sign(goodClaims())
        return [
          base64url.encode(JSON.stringify({ alg: 'EdDSA', typ: 'viewer+jwt', kid: 'v1', ...header })),
          ...good.split('.').slice(1),
        ].join('.')
      })
      await expect(verify(await token)).rejects.toThrow(refused)
    },
  )

  test.each([
    ['a cap twice', '"cap":18,"cap":12'],
    ['a cap twice, one of them spelled with an escape', '"cap":18,"c\\u0061p":12'],
    ['a claim twice that nobody reads', '"x":1,"y":2,"x":1'],
    ['a member twice inside a claim', '"x":[{"a":1},{"a":{"b":1},"c":2,"a":1}]'],
    ['an expiry twice', `"exp":${SECONDS + 60}`],
  ])('a genuine token that says %s is refused', async (_, claims) => {
    const payload = JSON.stringify(goodClaims()).replace(/}$/, `,${claims}}`)
    await expect(verify(await signedText({ payload }))).rejects.toThrow(refused)
  })

  test('a genuine token that says something twice in its header, or once it has expired, is refused', async () => {
    const header = '{"alg":"EdDSA","typ":"viewer+jwt","typ":"viewer+jwt","kid":"v1"}'
    await expect(verify(await signedText({ header }))).rejects.toThrow(refused)
    const past = JSON.stringify(goodClaims({ exp: SECONDS - 40 })).replace(/}$/, ',"cap":18,"cap":6}')
    await expect(verify(await signedText({ payload: past }))).rejects.toThrow(refused)
    // Equal names in two objects, or in strings, are no duplicates.
    const twice = JSON.stringify(goodClaims({ a: { x: 1 }, b: [{ x: '"cap":1,"cap":2' }, { x: 'x' }], c: ['c', 'c'] }))
    expect((await verify(await signedText({ payload: twice }))).state).toBe('member')
  })

  test('alg none, and a MAC made with the public key, are refused', async () => {
    const [, payload] = (await identity.sign(goodClaims())).split('.')
    const none = base64url.encode(JSON.stringify({ alg: 'none', typ: 'viewer+jwt', kid: 'v1' }))
    await expect(verify(`${none}.${payload}.`)).rejects.toThrow(refused)
    const secret = base64url.decode(String(JSON.parse(identity.publicKeys)[0].x))
    const mac = new SignJWT(goodClaims())
      .setProtectedHeader({ alg: 'HS256', typ: 'viewer+jwt', kid: 'v1' })
      .sign(secret)
    await expect(verify(await mac)).rejects.toThrow(refused)
  })

  test.each(['', 'x', '..', 'a.b.c', 'null', '💥', 'x'.repeat(4097)])(
    'a text that is no token is refused: %j',
    async (text) => {
      await expect(verify(text)).rejects.toThrow(refused)
    },
  )

  test('a genuine token of more than 4,096 characters is refused', async () => {
    await expect(verify(await identity.sign(goodClaims({ filler: 'x'.repeat(3500) })))).rejects.toThrow(refused)
  })

  test('a payload that is no object is refused', async () => {
    const { CompactSign } = await import('jose')
    const header = { alg: 'EdDSA', typ: 'viewer+jwt', kid: 'v1' }
    for (const text of ['null', '[]', '7', '{']) {
      const token = await new CompactSign(new TextEncoder().encode(text))
        .setProtectedHeader(header)
        .sign(identity.privateKey)
      await expect(verify(token)).rejects.toThrow(refused)
    }
  })

  test('every token is refused when no key is trusted', async () => {
    const none = { ...trust, keys: await readViewerKeys('[]', 'VIEWER_PUBLIC_KEYS'), cache: new ViewerCache() }
    await expect(verifyViewerToken(await identity.sign(goodClaims()), none, NOW)).rejects.toThrow(refused)
  })

  test('a token with any changed character is refused, but for another spelling of the very same bytes', async () => {
    const good = await identity.sign(goodClaims({ cap: 6 }))
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.constantFrom(...'AbZ09_-.'), async (at, character) => {
        const changed = good.slice(0, at) + character + good.slice(at + 1)
        const same =
          changed.split('.').length === 3 &&
          changed.split('.').every((part, index) => {
            const original = good.split('.')[index] ?? ''
            return (
              Buffer.from(part, 'base64url').equals(Buffer.from(original, 'base64url')) &&
              part.length === original.length
            )
          })
        if (!same) await expect(verify(changed)).rejects.toThrow(refused)
      }),
    )
  })

  test('every refusal has one and the same body, which quotes nothing', async () => {
    const tokens = [
      await stranger.sign(goodClaims()),
      await identity.sign(goodClaims({ cap: 'CANARY' })),
      await identity.sign(goodClaims({ exp: undefined })),
      'CANARY',
    ]
    const bodies = await Promise.all(
      tokens.map(async (token) => {
        const problem = await verify(token).catch((error: unknown) => error)
        if (!(problem instanceof ProblemError)) throw new Error('expected a problem')
        expect(problem.code).not.toContain('CANARY')
        return problemResponse(problem).text()
      }),
    )
    expect(new Set(bodies).size).toBe(1)
    expect(bodies[0]).not.toContain('CANARY')
  })
})

describe('the memory of verified tokens', () => {
  test('the memory of tokens gives the same member without asking the key again, and not past the expiry', async () => {
    const cache = new ViewerCache()
    const token = await identity.sign(goodClaims({ cap: 12 }))
    const first = await verifyViewerToken(token, { ...trust, cache }, NOW)
    expect(cache.size).toBe(1)
    const keyless = { ...trust, keys: new Map(), cache }
    expect(await verifyViewerToken(token, keyless, NOW + 1000)).toEqual(first)
    const end = (SECONDS - 60 + 3600 + 30) * 1000
    expect((await verifyViewerToken(token, { ...trust, cache }, end - 1)).state).toBe('member')
    expect(await verifyViewerToken(token, { ...trust, cache }, end)).toMatchObject({ state: 'expired', adult: false })
    expect(cache.size).toBe(0)
  })

  test('the memory of tokens keeps refused and expired tokens out', async () => {
    const cache = new ViewerCache()
    await verifyViewerToken(await stranger.sign(goodClaims()), { ...trust, cache }, NOW).catch(() => undefined)
    await verifyViewerToken(await identity.sign(goodClaims({ exp: SECONDS - 40 })), { ...trust, cache }, NOW)
    expect(cache.size).toBe(0)
  })

  test('the memory of tokens is not shared by two tokens with one jti', async () => {
    const cache = new ViewerCache()
    await verifyViewerToken(await identity.sign(goodClaims({ jti: 'same' })), { ...trust, cache }, NOW)
    const forged = verifyViewerToken(
      await stranger.sign(goodClaims({ jti: 'same', cap: 21 })),
      { ...trust, cache },
      NOW,
    )
    await expect(forged).rejects.toThrow(refused)
  })

  test('the memory of tokens never grows past its bound', () => {
    const cache = new ViewerCache(3)
    const claims = { sub: 'u', iat: 0, exp: 100 }
    for (let index = 0; index < 10; index += 1) cache.put(String(index), claims, 100)
    expect(cache.size).toBe(3)
    expect(cache.get('9', 50)).toMatchObject({ state: 'member', subject: 'u' })
    expect(cache.get('0', 50)).toBeNull()
  })
})

test.each([
  undefined,
  '',
  '{',
  '{}',
  '[1]',
  '[{"kid":"v1"}]',
  '[{"kid":"v 1","x":"AA"}]',
  '[{"kid":"v1","x":"SECRET"}]',
])('the public keys %j are refused as 503 that quotes nothing', async (text) => {
  const problem = await readViewerKeys(text, 'VIEWER_PUBLIC_KEYS').catch((error: unknown) => error)
  expect(problem).toMatchObject({ status: 503, code: expect.stringContaining('VIEWER_PUBLIC_KEYS') })
  expect(JSON.stringify(problem)).not.toContain('SECRET')
})
