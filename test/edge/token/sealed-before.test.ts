import { beforeAll, describe, expect, test, vi } from 'vitest'
import { openCursor } from '../../../src/edge/token/cursor.ts'
import { NOT_SAID, NOT_SAID_OF_ITEM } from '../../../src/edge/token/decision/decision-record.ts'
import { openDecisionToken } from '../../../src/edge/token/decision/decision-token.ts'
import type { Keyring } from '../../../src/edge/token/keyring.ts'
import { seal, unseal } from '../../../src/edge/token/sealed.ts'
import { openSession, sealSession } from '../../../src/edge/token/sealed-session.ts'
import { newSession } from '../../../src/edge/token/session.ts'
import { WINDOW_MS, windowOf } from '../../../src/edge/token/window-keys.ts'
import { changes, countingBytes, keyring, keyText, NOW } from './keys.ts'
import { sealedBefore } from './seal-before.ts'

const DAY_MS = 86_400_000
const purposes = ['session', 'cursor', 'decision'] as const
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

/** As a worker of before wrote them at NOW, under the key that `keys` has. */
const WRITTEN_BEFORE = {
  session:
    'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiazEuYW90OSIsInR5cCI6InNlc3Npb24ifQ..4_yv7tRyF8cqt1u3.5wMfU51d-N7mdGktPXHeFY-EHuzPayQua10EHiv9UmUhOaTGqdhY9SIEC5SJtZAj.7tiQGK-OAd7MfKHjAJR9ag',
  cursor:
    'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiazEuYW90OSIsInR5cCI6ImN1cnNvciJ9..chLmHpiWlmvDkE-v.QNIENdWVQUGHmcmpNj5NDSY8yPuA8cT_oA52-r4wzKpSruJvrQ0PRvBm83EuT4bqH64k.T5iTyV2PkWTy1mfBJhD2wg',
  decision:
    'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiazEuYW90OSIsInR5cCI6ImRlY2lzaW9uIn0..JucjrB6JC3ASuqqY.4mIoY7XsxdWpcfJFf1UCVBRQYleZNDqdFSIymwDQBRoCvsrRvzOZRUl_Q2IHrg.VDD2eFuH9Fvv68xYpMqLxQ',
  decisionInJson:
    'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiazEuYW90OSIsInR5cCI6ImRlY2lzaW9uIn0..tXQj2af8ZnaV7BO5.kPeWggAsYxpKRzsWHvD1GBiqaZu9vAM5PTWcy-SZd_iseGduCc_xao30RKz1F7Z52-sT9DjGB8902g2rZo80ue5c7ipq1vwLyMLBaHxxJIge2A-bGFv4Zxu2uHdoY9O46h8Osilzcby7hmAJKYSxiMB4A0LQdipm6S_dDs6uvO0EisIqTbfaSJDf_MHB8xMype6ryY03e5QSfIyf7jTbNc9RkXjYPxgiOYk.idE8fzsQ2YYDRHLUJolIbA',
} as const

describe('what was sealed before', () => {
  test('a session that was sealed before is read for its day, and sealed again from then on', async () => {
    const opened = await openSession(WRITTEN_BEFORE.session, keys, NOW + DAY_MS - 1)
    if (opened.state !== 'kept') throw new Error(opened.state)
    const { session } = opened
    const id = newSession(NOW, countingBytes()).id
    expect(session).toMatchObject({ id, issuedAt: NOW, seen: [1, 2, 3], region: 'dach' })
    const again = sealSession(session, keys)
    expect(again).toMatch(/^s2\./)
    expect(openSession(again, keys, NOW + DAY_MS - 1)).toEqual(opened)
    // Sealed anew it lives no longer.
    expect(openSession(again, keys, NOW + DAY_MS)).toEqual({ state: 'lost' })
    expect(await openSession(WRITTEN_BEFORE.session, keys, NOW + DAY_MS)).toEqual({ state: 'lost' })
  })

  test('a cursor that was sealed before is read for its day', async () => {
    const { id } = newSession(NOW, countingBytes())
    const binding = { sessionId: id, region: 'dach', now: NOW + DAY_MS - 1 } as const
    const cursor = { sessionId: id, region: 'dach', snapshotSequence: 7, position: 10, served: [1, 2, 3] }
    expect(await openCursor(WRITTEN_BEFORE.cursor, keys, binding)).toEqual({ restart: false, cursor })
    const late = openCursor(WRITTEN_BEFORE.cursor, keys, { ...binding, now: NOW + DAY_MS })
    await expect(late).rejects.toMatchObject({ status: 400, field: 'cursor' })
  })

  test.each(['decision', 'decisionInJson'] as const)(
    'a token that was sealed before (%s) is read for its week',
    async (which) => {
      const token = WRITTEN_BEFORE[which]
      const item = { placementId: 'home-hero', position: 0, assetId: 'ast_a', campaignId: 'cmp_a', propensity: 0.25 }
      const record = {
        ...{
          decisionId: 'd1',
          region: 'dach',
          snapshot: 'abc',
          sequence: 7,
          privacy: 'contextual',
          arms: [['exp', 'b']],
        },
        ...NOT_SAID,
        items: [{ ...item, sticky: false, drawn: true, ...NOT_SAID_OF_ITEM }],
      }
      expect(await openDecisionToken(token, keys, NOW + 7 * DAY_MS - 1)).toEqual({
        outcome: 'ok',
        record,
        issuedAt: NOW,
      })
      expect(await openDecisionToken(token, keys, NOW + 7 * DAY_MS)).toEqual({ outcome: 'expired' })
    },
  )

  test('what was sealed before is read through a rotation, as what is sealed now', async () => {
    for (const purpose of purposes) {
      const token = WRITTEN_BEFORE[purpose]
      expect((await unseal(purpose, token, rotated, NOW)).outcome).toBe('ok')
      expect(await unseal(purpose, token, foreign, NOW)).toEqual({ outcome: 'unknown-key' })
      expect(await unseal(purpose, token, impostor, NOW)).toEqual({ outcome: 'forged' })
    }
  })

  test('what was sealed before opens for its own purpose alone, and nowhere changed', async () => {
    for (const purpose of purposes) {
      const token = WRITTEN_BEFORE[purpose]
      for (const other of purposes) {
        if (other !== purpose) expect(await unseal(other, token, keys, NOW)).toEqual({ outcome: 'malformed' })
      }
      for (const changed of changes(token)) expect((await unseal(purpose, changed, keys, NOW)).outcome).not.toBe('ok')
      expect((await unseal(purpose, `${token}A`, keys, NOW)).outcome).toBe('malformed')
    }
  })

  test('what was sealed under a configured key itself opens until it ends', async () => {
    const sealed = await sealedBefore({ purpose: 'decision', payload: new Uint8Array(2), window: null })
    expect(await unseal('decision', sealed, keys, NOW)).toMatchObject({ outcome: 'ok', issuedAt: NOW })
    expect(await unseal('decision', sealed, keys, NOW + 7 * DAY_MS)).toEqual({ outcome: 'expired' })
    expect(await unseal('decision', sealed, impostor, NOW)).toEqual({ outcome: 'forged' })
    expect(await unseal('decision', sealed, foreign, NOW)).toEqual({ outcome: 'unknown-key' })
  })

  test('what was sealed in another hour does not open under the key of this one', async () => {
    const [, ...rest] = WRITTEN_BEFORE.cursor.split('.')
    const [head] = (
      await sealedBefore({ purpose: 'cursor', payload: new Uint8Array(), window: windowOf(NOW) + 1 })
    ).split('.')
    expect(await unseal('cursor', [head, ...rest].join('.'), keys, NOW)).toEqual({ outcome: 'forged' })
  })

  test('what was sealed before has no other header than the one that was written', async () => {
    const kid = `k1.${windowOf(NOW).toString(36)}`
    const written = { alg: 'dir', enc: 'A256GCM', kid, typ: 'cursor' }
    const payload = new Uint8Array([1, 2])
    expect(
      await unseal('cursor', await sealedBefore({ purpose: 'cursor', payload, header: written }), keys, NOW),
    ).toEqual({
      ...{ outcome: 'ok', payload, issuedAt: NOW },
    })
    const others = [
      { typ: 'cursor', alg: 'dir', enc: 'A256GCM', kid },
      { ...written, kid: `k1.0${windowOf(NOW).toString(36)}` },
      { ...written, kid: `${kid}.1` },
      { ...written, cty: 'x' },
    ]
    for (const header of others) {
      const sealed = await sealedBefore({ purpose: 'cursor', payload, header })
      expect(await unseal('cursor', sealed, keys, NOW)).toEqual({ outcome: 'malformed' })
    }
  })

  test('what was sealed before is read no longer than its purpose allows, not even under the right key', async () => {
    const sealed = await sealedBefore({ purpose: 'session', payload: new Uint8Array(2000) })
    expect(await unseal('session', sealed, keys, NOW)).toEqual({ outcome: 'malformed' })
  })

  test('no key is derived for an hour that nothing alive can be of', async () => {
    const heads = await Promise.all(
      (
        [
          [2, 'forged'],
          [9_000_000, 'forged'],
          [-26, 'expired'],
          [1 - windowOf(NOW), 'expired'],
        ] as const
      ).map(async ([hours, outcome]) => {
        const token = await sealedBefore({
          purpose: 'session',
          payload: new Uint8Array(),
          window: windowOf(NOW) + hours,
        })
        return [token.split('.')[0] ?? '', outcome] as const
      }),
    )
    const [, ...rest] = WRITTEN_BEFORE.session.split('.')
    const derive = vi.spyOn(crypto.subtle, 'deriveKey')
    for (const [head, outcome] of heads) {
      expect(await unseal('session', [head, ...rest].join('.'), keys, NOW)).toEqual({ outcome })
    }
    expect(derive).not.toHaveBeenCalled()
    derive.mockRestore()
  })

  test('nothing is sealed in the form of before', () => {
    for (const [hour, purpose] of [0, 1, 25].flatMap((each) => purposes.map((name) => [each, name] as const))) {
      expect(seal(purpose, new Uint8Array(3), keys, NOW + hour * WINDOW_MS)).not.toMatch(/^eyJ/)
    }
  })
})
