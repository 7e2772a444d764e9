import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { packRecord, unpackRecord } from '../../../src/edge/token/decision/decision-layout.ts'
import type { DecidedItem, DecisionRecord } from '../../../src/edge/token/decision/decision-record.ts'
import { openDecisionToken, sealDecisionToken } from '../../../src/edge/token/decision/decision-token.ts'
import type { Keyring } from '../../../src/edge/token/keyring.ts'
import { seal } from '../../../src/edge/token/sealed.ts'
import { DEVICES } from '../../../src/model/nouns/campaign-vocabulary.ts'
import { REGION_IDS } from '../../../src/model/nouns/region.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import { changes, keyring, keyText, NOW } from './keys.ts'
import { anItem, aRecord, tiles } from './records.ts'
import { TOKEN_OF_LAYOUT_2 } from './tokens-of-before.ts'

const DAY_MS = 86_400_000
let keys: Keyring
let foreign: Keyring
let impostor: Keyring

beforeAll(async () => {
  keys = await keyring(keyText('k1', 1))
  foreign = await keyring(keyText('k3', 3))
  impostor = await keyring(keyText('k1', 9))
})

/** Items of one placement share its surface. */
function onTheirSurfaces(items: readonly DecidedItem[]): DecidedItem[] {
  const surfaces = new Map(items.map(({ placementId, surface }) => [placementId, surface]))
  return items.map((item) => ({ ...item, surface: surfaces.get(item.placementId) ?? null }))
}

/** Which of an asset's renditions an answer lists: mostly the first ones in their own order. */
const renditions = fc.oneof(
  fc.nat(4).map((length) => Array.from({ length }, (_, at) => at)),
  fc.uniqueArray(fc.nat(300), { maxLength: 4 }),
  fc.constant(null),
)

describe('decision token', () => {
  test('a decision token comes back as it was', async () => {
    const text = fc.string({ unit: 'binary-ascii', maxLength: 70 })
    const item = fc.record({
      placementId: text,
      position: fc.nat(9999),
      assetId: text,
      campaignId: text,
      propensity: fc.integer({ min: 1, max: 100_000 }).map((share) => share / 100_000),
      sticky: fc.boolean(),
      drawn: fc.boolean(),
      surface: fc.constant('browse-tile' as const),
      reserved: fc.boolean(),
      renditions,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 60 }), async (decided) => {
        const one = aRecord({ items: decided })
        const token = await sealDecisionToken(one, keys, NOW)
        expect(await openDecisionToken(token, keys, NOW)).toEqual({ outcome: 'ok', record: one, issuedAt: NOW })
      }),
    )
  })

  test('a token of the version before is read until it ends, though it lacks what came by its chance alone', async () => {
    const names = { placements: ['home-hero'], campaigns: ['cmp_a'], a: [] }
    const packed = { v: 1, d: 'd', r: 'dach', s: 's', q: 1, p: 'contextual', ...names }
    const text = JSON.stringify({ ...packed, items: [[0, 0, 'ast_a', 0, 0.5, 1]] })
    const token = await seal('decision', new TextEncoder().encode(text), keys, NOW)
    const opened = await openDecisionToken(token, keys, NOW)
    expect(opened.outcome === 'ok' && opened.record.items[0]).toMatchObject({
      propensity: 0.5,
      sticky: true,
      drawn: true,
    })
  })

  test('a token of the version before says all that it said', async () => {
    const names = { placements: ['home-hero', 'row'], campaigns: ['cmp_a', 'cmp_b'], a: [['canary:3', 'canary']] }
    const packed = { v: 1, d: 'd', r: 'dach', s: 's', q: 1, p: 'opted-out', ...names }
    const items = [
      [0, 0, 'ast_a', 0, 0.5, 1, 0],
      [1, 4, 'ast_b', 1, 1, 0, 1],
    ]
    const token = await seal('decision', new TextEncoder().encode(JSON.stringify({ ...packed, items })), keys, NOW)
    expect(await openDecisionToken(token, keys, NOW)).toMatchObject({
      record: {
        ...{ decisionId: 'd', region: 'dach', snapshot: 's', sequence: 1, privacy: 'opted-out' },
        arms: [['canary:3', 'canary']],
        items: [
          { placementId: 'home-hero', position: 0, assetId: 'ast_a', campaignId: 'cmp_a', sticky: true, drawn: false },
          { placementId: 'row', position: 4, assetId: 'ast_b', campaignId: 'cmp_b', sticky: false, drawn: true },
        ],
      },
    })
  })

  test('a token of before lives out its week, and says nothing of what it never knew', async () => {
    const { token, record } = TOKEN_OF_LAYOUT_2
    expect(await openDecisionToken(token, keys, NOW + 7 * DAY_MS - 1)).toEqual({ outcome: 'ok', record, issuedAt: NOW })
    expect(await openDecisionToken(token, keys, NOW + 7 * DAY_MS)).toEqual({ outcome: 'expired' })
    for (const changed of changes(token)) expect((await openDecisionToken(changed, keys, NOW)).outcome).not.toBe('ok')
  })

  test('a token of a hero and its two backups is under 400 characters, with the longest ids of an import', async () => {
    const letters = '01HQ3V7Z9X8W6K5J4H3G2F1EA'
    const hero = [0, 1, 2].map((position) =>
      anItem({
        ...{ position, propensity: 0.123456, sticky: position === 1, renditions: [0, 1, 2, 3] },
        ...{ assetId: `ast_${letters}${position}`, campaignId: `cmp_${letters}${position}` },
      }),
    )
    const ids = { decisionId: 'ab'.repeat(16), snapshot: 'f0'.repeat(32), sequence: 123_456 }
    const one = aRecord({ ...ids, arms: [['canary:123400', 'control']], items: hero })
    const token = await sealDecisionToken(one, keys, NOW)
    expect(token.length).toBeLessThan(400)
    expect(await openDecisionToken(token, keys, NOW)).toMatchObject({ record: one })
  })

  test.each([
    [1, 250],
    [10, 950],
    [50, 3000],
  ])('a token of %i tiles stays under %i characters, with ids as long as those of an import', (count, most) => {
    const ids = { decisionId: 'ab'.repeat(16), snapshot: 'f0'.repeat(32), sequence: 41, arms: [] }
    const token = sealDecisionToken(aRecord({ ...ids, items: tiles(count) }), keys, NOW)
    expect(token.length).toBeLessThan(most)
  })

  test('a token of fifty tiles stays under 8 kB', async () => {
    const token = await sealDecisionToken(aRecord({ items: tiles(50), snapshot: 'f'.repeat(64) }), keys, NOW)
    expect(token.length).toBeLessThan(8000)
  })

  test.each([0, -0.1, 1.0000001, Number.NaN, Number.POSITIVE_INFINITY])(
    'a token is never made with propensity %d',
    async (propensity) => {
      expect(() => sealDecisionToken(aRecord({ items: [anItem({ propensity })] }), keys, NOW)).toThrow(RangeError)
    },
  )

  test('a token keeps even the smallest propensity above 0', async () => {
    const token = sealDecisionToken(aRecord({ items: [anItem({ propensity: Number.MIN_VALUE })] }), keys, NOW)
    const opened = await openDecisionToken(token, keys, NOW)
    expect(opened.outcome === 'ok' && (opened.record.items[0]?.propensity ?? 0) > 0).toBe(true)
  })

  test('a token shows a client no propensity, and opens nowhere changed', async () => {
    const token = await sealDecisionToken(aRecord(), keys, NOW)
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('ast_a')
    for (const changed of changes(token)) expect((await openDecisionToken(changed, keys, NOW)).outcome).not.toBe('ok')
  })

  test('a token says why it does not open', async () => {
    const token = await sealDecisionToken(aRecord(), keys, NOW)
    expect(await openDecisionToken(token, foreign, NOW)).toEqual({ outcome: 'unknown-key' })
    expect(await openDecisionToken(token, impostor, NOW)).toEqual({ outcome: 'forged' })
    expect(await openDecisionToken(token, keys, NOW + 7 * DAY_MS)).toEqual({ outcome: 'expired' })
    expect(await openDecisionToken('x', keys, NOW)).toEqual({ outcome: 'malformed' })
    for (const text of ['null', '{"v":2}', '{', '', 'x', '\u0004', '\u0003', '\u0002', '\u0002\u0000\u0000']) {
      const later = await seal('decision', new TextEncoder().encode(text), keys, NOW)
      expect(await openDecisionToken(later, keys, NOW)).toEqual({ outcome: 'malformed' })
    }
  })
})

describe('the bytes of a decision', () => {
  const letters = fc.stringMatching(/^[A-Za-z0-9_-]{0,64}$/)
  const hex = fc.stringMatching(/^[0-9a-f]{0,66}$/)
  const anyText = fc.oneof(letters, hex, fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constant(''))
  const named = (prefix: string) => fc.oneof({ weight: 3, arbitrary: letters.map((rest) => prefix + rest) }, anyText)
  /** Any six digits, down to the smallest that a number has. */
  const propensity = fc.oneof(
    fc.constant(1),
    fc.integer({ min: 1, max: 999_999 }).map((digits) => digits / 1_000_000),
    fc
      .double({ min: Number.MIN_VALUE, max: 1, noNaN: true })
      .map((exact) => Number(exact.toPrecision(6)) || Number.MIN_VALUE),
  )
  const items = fc
    .array(
      fc.record({
        placementId: fc.oneof(fc.constantFrom('home-hero', 'row'), anyText),
        position: fc.oneof(fc.nat(300), fc.maxSafeNat()),
        assetId: named('ast_'),
        campaignId: fc.oneof(fc.constantFrom('cmp_a', 'cmp_b'), named('cmp_')),
        propensity,
        sticky: fc.boolean(),
        drawn: fc.boolean(),
        surface: fc.constantFrom(...SURFACE_IDS, null),
        reserved: fc.boolean(),
        renditions,
      }),
      { maxLength: 40 },
    )
    .map(onTheirSurfaces)
  const anyRecord = fc.record<DecisionRecord>({
    decisionId: anyText,
    region: fc.constantFrom(...REGION_IDS),
    snapshot: anyText,
    sequence: fc.maxSafeNat(),
    privacy: fc.constantFrom('minor', 'consented', 'contextual', 'opted-out'),
    territory: fc.option(fc.stringMatching(/^[A-Z]{2}$/)),
    device: fc.option(fc.constantFrom(...DEVICES)),
    unit: fc.option(fc.stringMatching(/^[0-9a-f]{16}$/)),
    holdout: fc.boolean(),
    subject: fc.option(anyText),
    arms: fc.array(fc.tuple(anyText, anyText), { maxLength: 4 }),
    items,
  })

  test('the bytes of a decision bring back every record as it was', () => {
    fc.assert(
      fc.property(anyRecord, (one) => {
        expect(unpackRecord(packRecord(one))).toEqual(one)
      }),
      { numRuns: 1000 },
    )
  })

  test('the bytes of a decision keep six digits of any chance, and never make more than certain of it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1, noNaN: true }), (exact) => {
        const one = aRecord({ items: [anItem({ propensity: exact })] })
        const back = unpackRecord(packRecord(one))?.items[0]?.propensity ?? 0
        expect(Math.abs(back - exact)).toBeLessThanOrEqual(exact * 5.1e-6)
        expect(back).toBeGreaterThan(0)
        expect(back).toBeLessThanOrEqual(1)
      }),
      { numRuns: 1000 },
    )
  })

  test('bytes of a decision that are cut, longer, or made up are none, and nothing throws', () => {
    fc.assert(
      fc.property(anyRecord, fc.nat(), (one, at) => {
        const bytes = packRecord(one)
        expect(unpackRecord(bytes.subarray(0, at % bytes.length))).toBeNull()
        expect(unpackRecord(Uint8Array.of(...bytes, 0))).toBeNull()
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        unpackRecord(Uint8Array.of(2, ...bytes))
        unpackRecord(Uint8Array.of(3, ...bytes))
      }),
      { numRuns: 1000 },
    )
  })
})
