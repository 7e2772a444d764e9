import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { openBaseline } from '../../../src/baseline/baseline.ts'
import type { Context } from '../../../src/decide/context/context.ts'
import { deriveContext } from '../../../src/decide/context/derive-context.ts'
import { HINT_HEADERS } from '../../../src/edge/request/hints.ts'
import { queryOf } from '../../../src/edge/request/query.ts'
import { type DeviceRequest, readDeviceRequest } from '../../../src/edge/request/read-request.ts'
import { type RequestSettings, readSettings } from '../../../src/edge/request/settings.ts'
import { goodClaims, ISSUER, keyText, NOW, type Signer, signer } from '../token/keys.ts'

let identity: Signer
let settings: RequestSettings
let tokens: readonly string[]

beforeAll(async () => {
  identity = await signer()
  settings = await settingsAnew()
  const claims = [
    { cap: 12 },
    { cap: 12, kids: true },
    { cap: 18, adult: true, personalize: true },
    { cap: 0, res: 'FR' },
  ]
  tokens = await Promise.all(
    claims.map((more, index) => identity.sign(goodClaims({ ...more, sub: `viewer-${index}` }))),
  )
})

const settingsAnew = (): Promise<RequestSettings> =>
  readSettings({
    VIEWER_PUBLIC_KEYS: identity.publicKeys,
    VIEWER_ISSUER: ISSUER,
    SESSION_KEYS: JSON.stringify([keyText('k1', 1)]),
    DECISION_KEYS: JSON.stringify([keyText('k1', 2)]),
  })

interface Sent {
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly cf: unknown
  readonly token: number | null
}

const headersOf = ({ headers, token }: Sent): Record<string, string> => ({
  ...headers,
  ...(token === null ? {} : { authorization: `Bearer ${tokens[token]}` }),
})

const read = (sent: Sent, using: RequestSettings, headers = new Headers(headersOf(sent))): Promise<DeviceRequest> =>
  readDeviceRequest(
    {
      request: { headers },
      query: queryOf(`https://edge.example/v1/autoplay?${sent.query}`),
      cf: sent.cf,
      body: null,
      now: NOW,
      randomBytes: (length) => new Uint8Array(length),
    },
    using,
  )

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const parameter = fc.record({
  device: optional(fc.constantFrom('tv', 'mobile', 'speaker')),
  language: optional(fc.constantFrom('de', 'pt-br', 'iw')),
  kids: optional(fc.constantFrom('0', '1')),
  maxAge: optional(fc.constantFrom('0', '12', '99')),
  gpc: optional(fc.constantFrom('0', '1')),
  autoplay: optional(fc.constantFrom('on', 'off')),
  codecs: optional(fc.constantFrom('avc', 'avc,hevc')),
})
const sent: fc.Arbitrary<Sent> = fc.record({
  query: parameter.map((fields) =>
    Object.entries(fields)
      .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
      .join('&'),
  ),
  headers: fc
    .dictionary(
      fc.constantFrom(...HINT_HEADERS),
      fc.constantFrom('1', 'on', 'reduce', 'vpn', 'tor', 'de', 'fr;q=0.5', ''),
    )
    .map((given) => ({ ...given })),
  cf: fc.oneof(
    fc.constant(undefined),
    fc.record({
      country: fc.constantFrom<unknown>('DE', 'FR', 'T1', 'XX', 'undefined', null, undefined, 7),
      regionCode: fc.constantFrom<unknown>('BY', 'undefined', undefined, null),
      timezone: fc.constantFrom<unknown>('Europe/Berlin', 'nowhere', undefined),
    }),
  ),
  token: fc.option(fc.nat(3), { nil: null }),
})

const { rules } = openBaseline()
const contextOf = ({ kind, ...request }: DeviceRequest): Context =>
  kind === undefined
    ? deriveContext(rules, request)
    : kind.contextAt(rules, { viewer: request.viewer, now: request.now, snapshotExpired: false })

describe('requests of one kind', () => {
  it('requests of one kind are read as each would be alone, whoever asked before', async () => {
    let known = 0
    await fc.assert(
      fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 8 }), async (requests) => {
        for (const each of [...requests, ...requests]) {
          const { kind, ...request } = await read(each, settings)
          const { kind: _none, ...alone } = await read(each, await settingsAnew())
          if (kind !== undefined) known++
          expect(request).toEqual(alone)
          expect({ ...contextOf({ ...request, kind }) }).toEqual(deriveContext(rules, alone))
        }
      }),
      { numRuns: 60 },
    )
    expect(known).toBeGreaterThan(100)
  })

  it('requests are told apart by every header that says something of device or place', async () => {
    const headers = new Headers()
    const looked = vi.spyOn(headers, 'get')
    // Too long for a kind: everything is looked at itself.
    const long = `row=${'x'.repeat(400)}`
    const { kind } = await read({ query: long, headers: {}, cf: { country: 'DE' }, token: null }, settings, headers)
    expect(kind).toBeUndefined()
    const asked = looked.mock.calls.map(([name]) => name.toLowerCase())
    expect(new Set(asked)).toEqual(new Set([...HINT_HEADERS, 'authorization', 'x-session']))
  })

  it('two requests in turn never lend a viewer to each other, a hundred thousand times', async () => {
    const asking = (token: number): Sent => ({ query: 'device=tv', headers: {}, cf: { country: 'DE' }, token })
    const [young, old] = [asking(0), asking(2)]
    for (const each of [young, old]) await read(each, settings)
    const requests = await Promise.all([young, old].map((each) => read(each, settings)))
    const [first, second] = requests.map(({ kind }) => kind)
    expect(first).toBe(second)
    for (let turn = 0; turn < 100_000; turn++) {
      const request = requests[turn % 2]
      if (request === undefined) throw new Error('two viewers')
      const { cap, adult, privacy } = contextOf(request)
      const expected = turn % 2 === 0 ? [12, false, 'minor'] : [18, true, 'consented']
      if (cap !== expected[0] || adult !== expected[1] || privacy !== expected[2]) {
        expect([turn, cap, adult, privacy]).toEqual([turn, ...expected])
      }
    }
  })

  it('the kinds of requests are bounded in number, and forget nothing that decides', async () => {
    for (let index = 0; index < 5_000; index++) {
      const { hints } = await read(
        { query: `maxAge=${index % 100}&x=${index}`, headers: {}, cf: {}, token: null },
        settings,
      )
      expect(hints.maxAge).toBe(index % 100)
    }
  })
})
