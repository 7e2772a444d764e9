import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Cursor, MAX_SERVED, openCursor, sealCursor } from '../../../src/edge/token/cursor.ts'
import { type Keyring, readKeyring } from '../../../src/edge/token/keyring.ts'
import { seal, unseal } from '../../../src/edge/token/sealed.ts'
import { sealSession } from '../../../src/edge/token/sealed-session.ts'
import { newSession, type Session } from '../../../src/edge/token/session.ts'
import { changes, countingBytes, keyring, keyText, NOW } from './keys.ts'

const DAY_MS = 86_400_000
const u32 = fc.integer({ min: 0, max: 0xffffffff })
let keys: Keyring
let rotated: Keyring
let foreign: Keyring
let impostor: Keyring

beforeAll(async () => {
  keys = await keyring(keyText('k1', 1))
  rotated = await keyring(keyText('k2', 2), keyText('k1', 1))
  foreign = await keyring(keyText('k3', 3))
  impostor = await keyring(keyText('k1', 9))
})

const session = (): Session => newSession(NOW, countingBytes())
const cursor = (changes: Partial<Cursor> = {}): Cursor => ({
  sessionId: session().id,
  region: 'dach',
  snapshotSequence: 7,
  position: 10,
  served: [1, 2, 3],
  ...changes,
})
describe('sealing', () => {
  const purposes = ['session', 'cursor', 'decision'] as const

  test('what is sealed opens for its own purpose alone', async () => {
    for (const purpose of purposes) {
      const sealed = await seal(purpose, new Uint8Array([1, 2]), keys, NOW)
      for (const other of purposes) {
        const opened = await unseal(other, sealed, keys, NOW)
        expect(opened).toMatchObject(
          purpose === other
            ? { outcome: 'ok', issuedAt: NOW, payload: new Uint8Array([1, 2]) }
            : { outcome: 'malformed' },
        )
      }
    }
  })

  test('what is sealed opens with no character changed', async () => {
    const sealed = await seal('cursor', new Uint8Array([1, 2, 3]), keys, NOW)
    for (const changed of changes(sealed)) expect((await unseal('cursor', changed, keys, NOW)).outcome).not.toBe('ok')
  })

  test('a foreign key is told from a forgery', async () => {
    const sealed = await seal('cursor', new Uint8Array(3), keys, NOW)
    expect(await unseal('cursor', sealed, foreign, NOW)).toEqual({ outcome: 'unknown-key' })
    expect(await unseal('cursor', sealed, impostor, NOW)).toEqual({ outcome: 'forged' })
  })

  test('what is sealed lives until its time and not a millisecond longer', async () => {
    const sealed = await seal('decision', new Uint8Array(3), keys, NOW)
    expect((await unseal('decision', sealed, keys, NOW + 7 * DAY_MS - 1)).outcome).toBe('ok')
    expect((await unseal('decision', sealed, keys, NOW + 7 * DAY_MS)).outcome).toBe('expired')
    expect((await unseal('decision', sealed, keys, NOW - 5000)).outcome).toBe('ok')
  })

  test('unseal never throws, whatever it is given', async () => {
    const part = fc.stringMatching(/^[A-Za-z0-9_-]{0,12}$/)
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part, { maxLength: 7 }).map((parts) => parts.join('.')),
    )
    await fc.assert(
      fc.asyncProperty(text, async (sealed) => {
        expect((await unseal('session', sealed, keys, NOW)).outcome).not.toBe('ok')
      }),
    )
    expect(await unseal('session', 'x'.repeat(10_000_000), keys, NOW)).toEqual({ outcome: 'malformed' })
  })

  test('unseal opens nothing longer than its purpose allows, not even under the right key', async () => {
    const long = seal('decision', new Uint8Array(2000), keys, NOW)
    for (const text of [
      long.replace('d2', 's2'),
      `${seal('session', new Uint8Array(), keys, NOW)}${'A'.repeat(65_536)}`,
    ]) {
      expect(await unseal('session', text, keys, NOW)).toEqual({ outcome: 'malformed' })
    }
  })

  test('what is sealed now is opened at once, without the event loop', () => {
    for (const purpose of purposes) {
      const sealed = seal(purpose, new Uint8Array([1, 2]), keys, NOW)
      expect(unseal(purpose, sealed, keys, NOW)).toEqual({
        outcome: 'ok',
        payload: new Uint8Array([1, 2]),
        issuedAt: NOW,
      })
    }
  })

  test('each purpose and each key id has a key of its own, so that another mark or id forges the token', async () => {
    const twin = await keyring(keyText('k1', 1), keyText('k4', 1))
    const marks = { session: 's2', cursor: 'c2', decision: 'd2' } as const
    for (const purpose of purposes) {
      const sealed = seal(purpose, new Uint8Array(3), keys, NOW)
      expect(sealed).toMatch(new RegExp(`^${marks[purpose]}\\.k1\\.[A-Za-z0-9_-]+$`))
      for (const other of purposes.filter((name) => name !== purpose)) {
        const marked = sealed.replace(marks[purpose], marks[other])
        expect(unseal(other, marked, keys, NOW)).toEqual({ outcome: 'forged' })
      }
      // Of equal bytes, and yet another key's.
      expect(unseal(purpose, sealed.replace('.k1.', '.k4.'), twin, NOW)).toEqual({ outcome: 'forged' })
    }
  })

  test('no nonce is used twice, so that the same is never sealed the same', () => {
    const sealed = Array.from({ length: 5000 }, () => seal('session', new Uint8Array(3), keys, NOW))
    expect(new Set(sealed.map((each) => each.slice(6, 38))).size).toBe(5000)
  })

  test('nothing that is cut or longer opens, whatever is left', () => {
    const sealed = seal('session', new Uint8Array(10), keys, NOW)
    for (let length = 0; length < sealed.length; length++) {
      expect(unseal('session', sealed.slice(0, length), keys, NOW)).not.toMatchObject({ outcome: 'ok' })
    }
    for (const more of ['A', 'AAAA', '.', '=', ' ', '\n']) {
      expect(unseal('session', sealed + more, keys, NOW)).not.toMatchObject({ outcome: 'ok' })
      expect(unseal('session', more + sealed, keys, NOW)).toEqual({ outcome: 'malformed' })
    }
    for (const kid of ['', '__proto__', 'constructor', 'k1.x', 'ü', 'k'.repeat(17)]) {
      expect(unseal('session', sealed.replace('.k1.', `.${kid}.`), keys, NOW)).not.toMatchObject({ outcome: 'ok' })
    }
  })

  test('seal refuses more than its purpose allows', () => {
    for (const [purpose, bytes] of [
      ['session', 2000],
      ['cursor', 2000],
      ['decision', 30_000],
      ['decision', 10 ** 6],
    ] as const) {
      expect(() => seal(purpose, new Uint8Array(bytes), keys, NOW)).toThrow(RangeError)
    }
  })

  test.each([
    undefined,
    '',
    '[]',
    'null',
    JSON.stringify([{ kid: 'k1', key: 'SECRETSECRET' }]),
    JSON.stringify([{ kid: 'k1'.repeat(9), key: keyText('k1', 1).key }]),
    JSON.stringify([keyText('k1', 1), keyText('k1', 2)]),
  ])('keys that cannot be used are refused, quoting none: %j', async (text) => {
    const problem = await readKeyring(text, 'SESSION_KEYS').catch((error: unknown) => error)
    expect(problem).toMatchObject({ status: 503, code: expect.stringContaining('SESSION_KEYS') })
    expect(JSON.stringify(problem)).not.toContain('SECRET')
  })
})

describe('cursor', () => {
  const binding = { sessionId: session().id, region: 'dach', now: NOW } as const

  test('a cursor comes back as it was, and fits 2,048 characters', async () => {
    const anyCursor = fc.record<Cursor>({
      sessionId: fc.constant(session().id),
      region: fc.constant('dach'),
      snapshotSequence: fc.maxSafeNat(),
      position: u32,
      served: fc.array(u32, { maxLength: MAX_SERVED, size: 'max' }),
    })
    await fc.assert(
      fc.asyncProperty(anyCursor, async (one) => {
        const sealed = await sealCursor(one, keys, NOW)
        expect(sealed.length).toBeLessThanOrEqual(2048)
        expect(await openCursor(sealed, keys, binding)).toEqual({ restart: false, cursor: one })
      }),
    )
  })

  test('a cursor keeps the newest of more than it can hold', async () => {
    const served = Array.from({ length: 300 }, (_, index) => index)
    const opened = await openCursor(await sealCursor(cursor({ served }), keys, NOW), keys, binding)
    expect(opened).toMatchObject({ cursor: { served: served.slice(-200) } })
  })

  test('a cursor restarts in another region, with what was served', async () => {
    const sealed = await sealCursor(cursor(), keys, NOW)
    expect(await openCursor(sealed, keys, { ...binding, region: 'fr' })).toEqual({ restart: true, served: [1, 2, 3] })
  })

  test('a cursor is refused to another session, and taken where none came along', async () => {
    const sealed = await sealCursor(cursor(), keys, NOW)
    const other = { ...binding, sessionId: 'AAAAAAAAAAAAAAAAAAAAAA' }
    await expect(openCursor(sealed, keys, other)).rejects.toThrow(
      expect.objectContaining({ status: 400, field: 'cursor' }),
    )
    expect((await openCursor(sealed, keys, { ...binding, sessionId: null })).restart).toBe(false)
  })

  test('a cursor is refused when old, foreign, forged or none, saying to start again', async () => {
    const sealed = await sealCursor(cursor(), keys, NOW)
    const refused = expect.objectContaining({ status: 400, detail: expect.stringContaining('without a cursor') })
    await expect(openCursor(sealed, keys, { ...binding, now: NOW + DAY_MS })).rejects.toThrow(refused)
    await expect(openCursor(sealed, foreign, binding)).rejects.toThrow(refused)
    await expect(openCursor(sealed, impostor, binding)).rejects.toThrow(refused)
    await expect(openCursor(await sealSession(session(), keys), keys, binding)).rejects.toThrow(refused)
    await expect(openCursor('', keys, binding)).rejects.toThrow(refused)
  })

  test('a cursor walks on through a key rotation, losing and repeating nothing', async () => {
    const rings = [keys, keys, rotated, rotated, await keyring(keyText('k2', 2))]
    let walk = cursor({ position: 0, served: [] })
    for (const [page, ring] of rings.entries()) {
      const sealed = await sealCursor({ ...walk, position: page + 1, served: [...walk.served, page] }, ring, NOW)
      const opened = await openCursor(sealed, rings[page + 1] ?? ring, binding)
      if (opened.restart) throw new Error('restarted')
      walk = opened.cursor
    }
    expect(walk).toMatchObject({ position: 5, served: [0, 1, 2, 3, 4] })
  })
})
