import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OtherLearning } from '../../src/model/columns/other-learning.ts'
import { quantised } from '../../src/model/columns/taste-vector.ts'
import { LEARNED_TERMS } from '../../src/model/learned/learned-bounds.ts'
import { UnreadableShard } from '../../src/snapshot/columns/decode-hot.ts'
import { decodeOtherLearning } from '../../src/snapshot/columns/decode-other-learning.ts'
import { encodeOtherLearning } from '../../src/snapshot/columns/encode-other-learning.ts'
import { decodeHead, decodeStored } from '../../src/snapshot/decode.ts'
import { HEAD_SHARDS, OTHER_LEARNING_SHARDS, type Shard } from '../../src/snapshot/format.ts'
import { pointerPayload } from '../../src/snapshot/pointer.ts'
import { sealSnapshot } from '../../src/snapshot/seal.ts'
import { content, encoded, type ListedContent } from './content.ts'

const RUN = `lrn_${'0f'.repeat(16)}` as const
const vector = fc.array(fc.integer({ min: -127, max: 127 }), { minLength: 32, maxLength: 32 }).map(quantised)

/** What a snapshot of so many assets is with another run, or with none. */
function otherOf(assets: number): fc.Arbitrary<OtherLearning> {
  return fc.record({
    run: fc.constantFrom(null, RUN),
    space: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    taste: fc
      .array(vector, { minLength: assets, maxLength: assets })
      .map((vectors) => Int8Array.from(vectors.flatMap((each) => [...each]))),
    genres: fc.dictionary(fc.constantFrom('drama', 'comedy'), vector).map((genres) => new Map(Object.entries(genres))),
    points: fc.record(
      Object.fromEntries(LEARNED_TERMS.map((term) => [term, fc.double({ min: 0, max: 1000, noNaN: true })])),
      { requiredKeys: [] },
    ),
  })
}
const both = content.chain((made) =>
  otherOf(made.hot.assets.idHash.length).map((other) => ({ ...made, otherLearning: [other] })),
)
const [sample] = fc.sample(
  both.filter(({ hot, text }) => hot.assets.idHash.length > 1 && text.assets.length > 0),
  { numRuns: 1, seed: 3 },
)
const [other] = sample?.otherLearning ?? []
if (sample === undefined || other === undefined) throw new Error('a sample')
const OF = { region: sample.hot.region, assets: sample.hot.assets.idHash.length }

const byName = (shards: readonly Shard[]) => new Map(shards.map(({ name, bytes }) => [name, bytes]))
const sealed = (made: ListedContent) => sealSnapshot(made.hot.region, encoded(made))

describe('what a snapshot is with another learned run', () => {
  it('what arms decide with in place of a run opens as it was made, at any offset in the bytes', () => {
    fc.assert(
      fc.property(both, fc.integer({ min: 0, max: 9 }), (made, moved) => {
        const shards = encoded(made).map(({ name, bytes }) => {
          const buffer = new Uint8Array(bytes.length + moved)
          buffer.set(bytes, moved)
          return [name, buffer.subarray(moved)] as const
        })
        expect(decodeHead('id', new Map(shards)).otherLearning).toEqual(made.otherLearning)
      }),
      { numRuns: 100 },
    )
  })

  it('a snapshot with none and a run beside its own is announced, sealed and opened with both', async () => {
    const none = { ...other, run: null }
    const run = { ...other, run: RUN }
    const { id, entries, values } = await sealed({ ...sample, otherLearning: [run, none] })
    expect(entries.map(({ name }) => name)).toEqual([...HEAD_SHARDS, 'unlearned', 'otherrun'])
    expect(entries.at(-1)?.count).toBe(OF.assets)
    const opened = decodeStored(id, entries, new Map(values.map(({ key, bytes }) => [key, bytes])))
    expect(opened.otherLearning).toEqual([none, run])
    expect((await sealed({ ...sample, otherLearning: [none, run] })).id).toBe(id)
  })

  it('a snapshot without another has neither a shard of one nor another id than before', async () => {
    const { otherLearning, ...alone } = sample
    const [without, empty] = [await sealed(alone), await sealed({ ...alone, otherLearning: [] })]
    expect(without.entries.map(({ name }) => name)).toEqual([...HEAD_SHARDS])
    expect(empty.id).toBe(without.id)
    expect(decodeHead('id', byName(encoded(alone)))).not.toHaveProperty('otherLearning')
    expect((await sealed(sample)).id).not.toBe(without.id)
    expect(otherLearning).toHaveLength(1)
  })

  it('an edge of before accepts the pointer: names of letters alone, and no more shards than it reads', () => {
    const names = [...HEAD_SHARDS, ...OTHER_LEARNING_SHARDS]
    const before = pointerPayload.shape.shards
    const entries = names.map((name, at) => ({ name, sha256: `${at}`.repeat(64), bytes: 1, count: 1 }))
    expect(before.safeParse(entries).success).toBe(true)
    expect(before.safeParse([{ ...entries[0], name: 'learned.none' }, ...entries.slice(1)]).success).toBe(false)
    expect(names.length).toBeLessThanOrEqual(8)
  })
})

describe('what this code cannot read of another run', () => {
  const opened = (changed: Partial<OtherLearning>, of: typeof OF | null = OF) =>
    decodeOtherLearning(encodeOtherLearning(OF.region, { ...other, ...changed }), of)
  const longer = (first: number) => other.taste.map((value, at) => (at === 0 ? first : at < 32 ? 0 : value))

  it('a vector of the greatest norm is read, and a longer one is refused', () => {
    expect(opened({ taste: longer(127) }).taste[0]).toBe(127)
    for (const taste of [longer(-128), longer(127).fill(1, 1, 32)]) {
      expect(() => opened({ taste })).toThrow(UnreadableShard)
    }
    expect(() => opened({ genres: new Map([['drama', new Int8Array(32).fill(100)]]) })).toThrow(UnreadableShard)
  })

  it.each([-0.5, 1000.5, Number.NaN, Number.POSITIVE_INFINITY])('points of %d are refused', (taste) => {
    expect(opened({ points: { taste: 1000, context: 0 } }).points).toEqual({ taste: 1000, context: 0 })
    expect(() => opened({ points: { taste } })).toThrow(UnreadableShard)
  })

  it('vectors of another number of assets, of another region or of no space are refused', () => {
    for (const changed of [{ taste: other.taste.slice(32) }, { taste: other.taste.slice(1) }, { space: '' }]) {
      expect(() => opened(changed)).toThrow(UnreadableShard)
    }
    const elsewhere = { ...OF, region: OF.region === 'dach' ? 'fr' : 'dach' } as const
    expect(() => opened({}, elsewhere)).toThrow(UnreadableShard)
    expect(opened({ run: null }, null)).toEqual({ ...other, run: null })
  })

  it('a run by no id, and a shard under the name of another, are refused', () => {
    expect(() => opened({ run: 'lrn_last-night' })).toThrow(UnreadableShard)
    const shards = byName(encoded({ ...sample, otherLearning: [{ ...other, run: null }] }))
    const moved = new Map([...shards, ['otherrun', shards.get('unlearned') ?? new Uint8Array()]])
    expect(() => decodeHead('id', moved)).toThrow(UnreadableShard)
  })

  it('bytes that are cut off, and those of another shard, are refused', () => {
    const bytes = encodeOtherLearning(OF.region, other)
    expect(() => decodeOtherLearning(bytes.slice(0, bytes.length - 8), OF)).toThrow()
    for (const { name, bytes: wrong } of encoded(sample).filter((shard) => shard.name !== 'otherrun')) {
      if (name !== 'unlearned') expect(() => decodeOtherLearning(wrong, OF), name).toThrow()
    }
  })
})
