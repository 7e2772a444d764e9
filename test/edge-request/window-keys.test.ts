import { CompactEncrypt } from 'jose'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Keyring } from '../../src/edge/token/keyring.ts'
import { seal, unseal } from '../../src/edge/token/sealed.ts'
import { sealedHeader } from '../../src/edge/token/sealed-header.ts'
import { SEALS_PER_KEY_MAX, WINDOW_MS, windowOf } from '../../src/edge/token/window-keys.ts'
import { keyring, keyText, NOW } from './keys.ts'

const DAY_MS = 86_400_000
let keys: Keyring
let foreign: Keyring
let impostor: Keyring

beforeAll(async () => {
  keys = await keyring(keyText('k1', 1))
  foreign = await keyring(keyText('k3', 3))
  impostor = await keyring(keyText('k1', 9))
})

/** A configured key itself, with which tokens were sealed before. */
const configuredKey = () => crypto.subtle.importKey('raw', new Uint8Array(32).fill(1), 'AES-GCM', false, ['encrypt'])

describe('the keys of an hour', () => {
  const purposes = ['session', 'cursor', 'decision'] as const

  test('what was sealed under a configured key itself, as it was before, opens until it ends', async () => {
    const plain = new Uint8Array(10)
    new DataView(plain.buffer).setFloat64(0, NOW)
    const sealed = await new CompactEncrypt(plain)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: 'k1', typ: 'decision' })
      .encrypt(await configuredKey())
    expect(await unseal('decision', sealed, keys, NOW)).toMatchObject({ outcome: 'ok', issuedAt: NOW })
    expect(await unseal('decision', sealed, keys, NOW + 7 * DAY_MS)).toEqual({ outcome: 'expired' })
    expect(await unseal('decision', sealed, impostor, NOW)).toEqual({ outcome: 'forged' })
    expect(await unseal('decision', sealed, foreign, NOW)).toEqual({ outcome: 'unknown-key' })
  })

  test('each hour and each purpose has a key of its own, the same in every isolate, and none seals past its bound', async () => {
    const other = await keyring(keyText('k1', 1))
    const headers = new Set<string>()
    for (const [hour, purpose] of [0, 1, 25].flatMap((each) => purposes.map((name) => [each, name] as const))) {
      const now = NOW + hour * WINDOW_MS
      // A session is sealed anew for as long as it lives: the key is that of now, not of when it began.
      const sealed = await seal(purpose, new Uint8Array(3), keys, now - DAY_MS / 2, now)
      headers.add(sealed.split('.')[0] ?? '')
      expect((await unseal(purpose, sealed, other, now)).outcome).toBe('ok')
      const moved = [
        sealedHeader(purpose, { kid: 'k1', window: windowOf(now) + 1 }).text,
        ...sealed.split('.').slice(1),
      ]
      expect(await unseal(purpose, moved.join('.'), keys, now)).toEqual({ outcome: 'forged' })
    }
    expect(headers.size).toBe(9)
    expect((700_000 * WINDOW_MS) / 1000).toBeLessThan(SEALS_PER_KEY_MAX)
  })

  test('derives no key for an hour that nothing alive can be of', async () => {
    const derive = vi.spyOn(crypto.subtle, 'deriveKey')
    const [, ...rest] = (await seal('session', new Uint8Array(3), keys, NOW)).split('.')
    derive.mockClear()
    for (const [window, outcome] of [
      [windowOf(NOW) + 2, 'forged'],
      [9_999_999, 'forged'],
      [windowOf(NOW) - 26, 'expired'],
      [1, 'expired'],
    ] as const) {
      const { text } = sealedHeader('session', { kid: 'k1', window })
      expect(await unseal('session', [text, ...rest].join('.'), keys, NOW)).toEqual({ outcome })
    }
    expect(derive).not.toHaveBeenCalled()
    derive.mockRestore()
  })
})
