import fc from 'fast-check'
import { CompactSign, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { parsePublicKeys, type SnapshotPublicKey, sign, verify } from '../../src/snapshot/signed.ts'

const NOW = Date.UTC(2026, 10, 22)
const PAYLOAD = { region: 'dach', sequence: 7, words: 'Überraschung' }
let ours: JWK
let strangers: JWK
let keys: readonly SnapshotPublicKey[]

beforeAll(async () => {
  ;[ours, strangers] = await Promise.all([newKey(), newKey()])
  const x = String(ours.x)
  keys = [
    { kid: 'now', x },
    { kid: 'past', x, notAfter: '2026-11-22T00:00:00Z' },
    { kid: 'ahead', x, notBefore: '2026-11-22T00:00:00.001Z' },
    { kid: 'both', x, notBefore: '2026-11-22T00:00:00Z', notAfter: '2026-11-22T00:00:00.001Z' },
  ]
})

async function newKey(): Promise<JWK> {
  return exportJWK((await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })).privateKey)
}

const check = (text: string, kind: 'pointer' | 'takedowns' = 'pointer', bytesMax = 10_000) =>
  verify(kind, text, { keys, bytesMax, now: NOW })
const signed = (kid = 'now', jwk = ours) => sign('pointer', PAYLOAD, { kid, jwk })

describe('a signed record', () => {
  it('a signed record gives back what was signed', async () => {
    expect(await check(await signed())).toEqual({ payload: PAYLOAD })
    expect(await check(await sign('takedowns', PAYLOAD, { kid: 'now', jwk: ours }), 'takedowns')).toEqual({
      payload: PAYLOAD,
    })
  })

  it('a signed record is believed from notBefore on and before notAfter, to the millisecond', async () => {
    expect(await check(await signed('both'))).toEqual({ payload: PAYLOAD })
    expect(await check(await signed('past'))).toEqual({ refused: 'key-not-valid-now' })
    expect(await check(await signed('ahead'))).toEqual({ refused: 'key-not-valid-now' })
  })

  it('a signed record with any one character changed is refused', async () => {
    const text = await signed()
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: text.length - 1 }),
        fc.constantFrom('A', 'z', '-', '.', ' '),
        async (at, letter) => {
          fc.pre(text[at] !== letter)
          const changed = await check(text.slice(0, at) + letter + text.slice(at + 1))
          // The last letter of base64url holds spare bits: another spelling of the same bytes is the same record.
          if ('payload' in changed) expect(changed.payload).toEqual(PAYLOAD)
          if (at < text.length - 1) expect(changed).toHaveProperty('refused')
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('an unsound signed record', () => {
  const part = async (at: 0 | 1 | 2) => (await signed()).split('.')[at] ?? ''
  const forged = async (header: Record<string, unknown>) => {
    const first = Buffer.from(JSON.stringify(header)).toString('base64url')
    return `${first}.${await part(1)}.${await part(2)}`
  }
  const typed = async (typ: string | undefined) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(PAYLOAD)))
      .setProtectedHeader({ alg: 'EdDSA', kid: 'now', ...(typ === undefined ? {} : { typ }) })
      .sign(await importJWK(ours, 'EdDSA'))

  const cases: readonly (readonly [string, string, () => Promise<string>])[] = [
    ['no text', 'malformed', async () => ''],
    ['a page of HTML', 'malformed', async () => '<html></html>'],
    ['a header that is no JSON', 'malformed', async () => `AAAA.${await part(1)}.${await part(2)}`],
    ['a header without a key id', 'malformed', () => forged({ alg: 'EdDSA', typ: 'firstframe-pointer' })],
    ['a header whose key id is no text', 'malformed', () => forged({ alg: 'EdDSA', kid: 1 })],
    ['a header that is null', 'malformed', async () => `${Buffer.from('null').toString('base64url')}.e30.AA`],
    ['a key that nobody lists', 'unknown-key', () => signed('other')],
    ['a key id of the prototype', 'unknown-key', () => forged({ alg: 'EdDSA', kid: '__proto__' })],
    ['a stranger’s key under our name', 'signature', () => signed('now', strangers)],
    ['no signature', 'signature', async () => `${await part(0)}.${await part(1)}.`],
    ['a stripped signature', 'signature', async () => `${await part(0)}.${await part(1)}`],
    ['a short signature', 'signature', async () => `${await part(0)}.${await part(1)}.AAAA`],
    ['a fourth part', 'signature', async () => `${await signed()}.AAAA`],
    ['alg none', 'signature', () => forged({ alg: 'none', kid: 'now', typ: 'firstframe-pointer' })],
    ['alg HS256, our public key as its secret', 'signature', () => forged({ alg: 'HS256', kid: 'now' })],
    ['another algorithm’s name', 'signature', () => forged({ alg: 'ES256', kid: 'now', typ: 'firstframe-pointer' })],
    ['a critical header that we do not know', 'signature', () => forged({ alg: 'EdDSA', kid: 'now', crit: ['b64'] })],
    ['a takedown list in a pointer’s place', 'signature', () => sign('takedowns', PAYLOAD, { kid: 'now', jwk: ours })],
    ['no type', 'signature', () => typed(undefined)],
    ['a type of somebody else', 'signature', () => typed('viewer+jwt')],
  ]

  it.each(cases)('verify refuses %s as %s', async (_name, refused, text) => {
    expect(await check(await text())).toEqual({ refused })
  })

  it('a signed payload that is no JSON is refused', async () => {
    const text = await new CompactSign(new TextEncoder().encode('{'))
      .setProtectedHeader({ alg: 'EdDSA', kid: 'now', typ: 'firstframe-pointer' })
      .sign(await importJWK(ours, 'EdDSA'))
    expect(await check(text)).toEqual({ refused: 'signature' })
  })

  it('a record that is one byte too long is refused before anything else is looked at', async () => {
    const text = await signed()
    expect(await check(text, 'pointer', text.length)).toEqual({ payload: PAYLOAD })
    expect(await check(text, 'pointer', text.length - 1)).toEqual({ refused: 'oversized' })
    expect(await check('x'.repeat(100), 'pointer', 99)).toEqual({ refused: 'oversized' })
  })

  it('any record is refused when there is no key', async () => {
    expect(await verify('pointer', await signed(), { keys: [], bytesMax: 10_000, now: NOW })).toEqual({
      refused: 'unknown-key',
    })
  })
})

describe('the list of public keys', () => {
  it('the list of public keys is read as it is written', () => {
    expect(parsePublicKeys(JSON.stringify(keys))).toEqual(keys)
    expect(parsePublicKeys('[]')).toEqual([])
  })

  it.each(['', '{}', 'null', '[{}]', '[{"kid":"now"}]', '[{"kid":"NOW","x":"a"}]', '[{"kid":"now","x":"a"}]'])(
    'the list of public keys refuses %s',
    (json) => {
      expect(() => parsePublicKeys(json)).toThrow()
    },
  )

  const X = 'A'.repeat(43)
  it.each([
    [
      'a name of two keys',
      [
        { kid: 'now', x: X },
        { kid: 'now', x: X },
      ],
      /new kid/,
    ],
    ['a key that is a byte short', [{ kid: 'now', x: X.slice(2) }], /43 characters/],
    ['a key that is a byte long', [{ kid: 'now', x: `${X}A` }], /43 characters/],
    ['a last letter that says more than 32 bytes hold', [{ kid: 'now', x: `${X.slice(1)}B` }], /43 characters/],
    ['a time that is none', [{ kid: 'now', x: X, notAfter: 'soon' }], /notAfter/],
    [
      'a key that is never valid',
      [{ kid: 'now', x: X, notBefore: '2026-11-22T00:00:00Z', notAfter: '2026-11-22T00:00:00Z' }],
      /notBefore/,
    ],
  ])('the list of public keys refuses %s, and says what to do', (_name, list, words) => {
    expect(() => parsePublicKeys(JSON.stringify(list))).toThrow(words)
  })
})
