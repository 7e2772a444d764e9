import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shorten } from '../../src/model/denies/short-hashes.ts'
import { hash32 } from '../../src/model/hash32.ts'
import { PACKED_BYTES_MAX, PACKED_GROUPS_MAX, TAKEDOWNS_BYTES_MAX } from '../../src/snapshot/takedowns/limits.ts'
import {
  chanceOfHidingOneTooMany,
  decodePacked,
  encodePacked,
  type PackedGroup,
} from '../../src/snapshot/takedowns/packed.ts'
import { decodeShortHashes, encodeShortHashes, shortHashesOf } from '../../src/snapshot/takedowns/short-hashes.ts'

const GROUP: PackedGroup = { kind: 'asset', number: null, territories: null, from: null, until: null, targets: [] }

const assets = (count: number, prefix = 'ast_'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index.toString(36)}`)

const groups = fc.array(
  fc.record({
    kind: fc.constantFrom('asset' as const, 'title' as const, 'campaign' as const, 'group' as const),
    number: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
    territories: fc.option(fc.array(fc.constantFrom('DE', 'AT', 'FR'), { minLength: 1 })),
    from: fc.option(fc.integer({ min: 0, max: 2 ** 41 })),
    until: fc.option(fc.integer({ min: 0, max: 2 ** 41 })),
    targets: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 200 }),
  }),
  { maxLength: 12 },
)

describe('the packed part of a takedown list', () => {
  it('a packed part gives back every target of every group, where and when it holds', () => {
    fc.assert(
      fc.property(groups, (written) => {
        const read = decodePacked(encodePacked(written)) ?? []
        expect(read.map(({ hashes: _, ...group }) => group)).toEqual(written.map(({ targets: _, ...group }) => group))
        written.forEach(({ targets }, index) => {
          const hashes = read[index]?.hashes
          const found = new Set(hashes?.values)
          for (const target of targets) expect(found.has(shorten(hash32(target), hashes?.range ?? 0))).toBe(true)
        })
      }),
    )
  })

  it('a list of a million withdrawn assets stays below one mebibyte, and hides at most 3 in 100 too many', () => {
    const packed = encodePacked([{ ...GROUP, targets: assets(1_000_000) }])
    const read = decodePacked(packed) ?? []
    expect(packed.length + TAKEDOWNS_BYTES_MAX).toBeLessThan(1024 * 1024)
    const values = new Set(read[0]?.hashes.values)
    const range = read[0]?.hashes.range ?? 0
    const innocent = assets(20_000, 'ast_innocent-')
    const hidden = innocent.filter((id) => values.has(shorten(hash32(id), range)))
    expect(hidden.length / innocent.length).toBeLessThan(0.03)
    expect(chanceOfHidingOneTooMany(read)).toBeLessThan(0.025)
    expect(assets(1_000_000).every((id) => values.has(shorten(hash32(id), range)))).toBe(true)
  })

  it('ten thousand withdrawn assets keep all 32 bits of their hashes', () => {
    const read = decodePacked(encodePacked([{ ...GROUP, targets: assets(10_000) }])) ?? []
    expect(read[0]?.hashes.range).toBe(2 ** 32)
  })

  it('the most groups that a reader takes fit into a packed part, however crowded, and are found', () => {
    const hashes = shortHashesOf(assets(50_000), 20_000)
    expect(decodeShortHashes(encodeShortHashes(hashes), hashes.values.length, 20_000)).toEqual(hashes)
    const many = Array.from({ length: PACKED_GROUPS_MAX }, (_, index) => ({
      ...GROUP,
      number: index + 1,
      targets: assets(5_000, `ast_${index}-`),
    }))
    expect(encodePacked(many).length).toBeLessThanOrEqual(PACKED_BYTES_MAX)
  })

  it('the writer refuses more groups than readers take', () => {
    const many = Array.from({ length: PACKED_GROUPS_MAX + 1 }, () => GROUP)
    expect(() => encodePacked(many)).toThrow(RangeError)
  })

  it('bytes that are cut, longer, of another format or random are no packed part, and nothing throws', () => {
    const packed = encodePacked([{ ...GROUP, targets: assets(100) }])
    for (let length = 0; length < packed.length; length++) expect(decodePacked(packed.subarray(0, length))).toBeNull()
    expect(decodePacked(Uint8Array.of(...packed, 0))).toBeNull()
    expect(decodePacked(new Uint8Array(PACKED_BYTES_MAX + 1))).toBeNull()
    const other = new TextEncoder().encode(new TextDecoder().decode(packed).replace('"format":1', '"format":2'))
    expect(decodePacked(other)).toBeNull()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodePacked(bytes)).toBeNull()
      }),
    )
  })
})
