import { beforeAll, describe, expect, test } from 'vitest'
import { LIMITS } from '../../../src/contracts/device/limits.ts'
import { readJsonBody } from '../../../src/edge/request/json-body.ts'
import { queryOf } from '../../../src/edge/request/query.ts'
import { readDeviceRequest } from '../../../src/edge/request/read-request.ts'
import { type RequestSettings, readSettings } from '../../../src/edge/request/settings.ts'
import { countingBytes, ISSUER, keyText, NOW, signer } from '../token/keys.ts'

let settings: RequestSettings
beforeAll(async () => {
  settings = await readSettings({
    VIEWER_PUBLIC_KEYS: (await signer()).publicKeys,
    VIEWER_ISSUER: ISSUER,
    SESSION_KEYS: JSON.stringify([keyText('k1', 1)]),
    DECISION_KEYS: JSON.stringify([keyText('k1', 2)]),
  })
})

const read = (headers: Record<string, string>) =>
  readDeviceRequest(
    {
      request: { headers: new Headers(headers) },
      query: new URLSearchParams(),
      cf: { country: 'DE' },
      body: null,
      now: NOW,
      randomBytes: countingBytes(),
    },
    settings,
  )
const refusal = (status: number, field: string) => expect.objectContaining({ status, field })

describe('the limits of a request', () => {
  test.each(Object.entries(LIMITS.headerCharacters))(
    'the header %s is refused by its name above %d characters',
    async (name, most) => {
      const long = (characters: number) => `Bearer ${'x'.repeat(characters - 'Bearer '.length)}`
      await expect(read({ [name]: long(most + 1) })).rejects.toThrow(refusal(400, name))
      await expect(read({ [name]: long(most) })).rejects.toThrow(refusal(401, 'viewerToken'))
    },
  )

  test('a session that is too long is lost like any other that cannot be read, and no screen stays black for it', async () => {
    const most = await read({ 'x-session': 'x'.repeat(LIMITS.sealedCharacters) })
    const over = await read({ 'x-session': 'x'.repeat(LIMITS.sealedCharacters + 1) })
    expect(over.sessionState).toBe(most.sessionState)
    expect(over.sessionState).not.toBe('kept')
  })

  test('a query that is too long is refused by its name, before it is taken apart', () => {
    const url = (length: number) => `https://edge.test/v1/autoplay?${'a=b&'.repeat(length / 4)}`
    expect(queryOf(url(LIMITS.queryCharacters)).getAll('a')).toHaveLength(LIMITS.queryCharacters / 4)
    expect(() => queryOf(url(LIMITS.queryCharacters + 4))).toThrow(refusal(400, 'query'))
    expect(() => queryOf(`${url(LIMITS.queryCharacters)}%20`)).toThrow(refusal(400, 'query'))
    expect(queryOf(`https://edge.test/${'x'.repeat(LIMITS.queryCharacters + 2)}`).getAll('a')).toEqual([])
  })

  test.each(['gzip', 'br', 'x-anything', 'identity, gzip'])(
    'a body packed as %s is refused, and none of it is read',
    async (packed) => {
      const bytes = new TextEncoder().encode('{}')
      const headers = { 'content-encoding': packed }
      const request = new Request('https://edge.test/', { method: 'POST', body: bytes, headers })
      await expect(readJsonBody(request, 100)).rejects.toThrow(refusal(400, 'Content-Encoding'))
      expect(request.bodyUsed).toBe(false)
      const plain = { 'content-encoding': 'identity' }
      expect(
        await readJsonBody(new Request('https://edge.test/', { method: 'POST', body: bytes, headers: plain }), 9),
      ).toEqual({})
    },
  )

  test.each([
    ['a little more than its limit is dropped, so that its sender gets the answer', 101, true],
    ['more than anybody sends is not read at all', 64_000_001, false],
  ])('a body that announces too much is 413: %s', async (_what, announced, isRead) => {
    const headers = { 'content-length': String(announced) }
    const request = new Request('https://edge.test/', { method: 'POST', body: '{}', headers })
    await expect(readJsonBody(request, 100)).rejects.toThrow(refusal(413, 'body'))
    expect(request.bodyUsed).toBe(isRead)
  })
})
