import fc from 'fast-check'
import { ByteBuffer } from 'flatbuffers'
import { describe, expect, it } from 'vitest'
import { NOTHING_LEFT_OUT } from '../../src/model/columns/left-out.ts'
import { UnreadableShard } from '../../src/snapshot/columns/decode-hot.ts'
import { Hot } from '../../src/snapshot/columns/generated/hot.ts'
import { ShortWords } from '../../src/snapshot/columns/generated/short-words.ts'
import { TextPage } from '../../src/snapshot/columns/generated/text-page.ts'
import { Weights } from '../../src/snapshot/columns/generated/weights.ts'
import { decodeSnapshot } from '../../src/snapshot/decode.ts'
import { type Shard, SNAPSHOT_FORMAT } from '../../src/snapshot/format.ts'
import { content, encoded } from './content.ts'

const withText = content.filter(({ text }) => text.assets.length > 0)
const [sample] = fc.sample(withText, { numRuns: 1, seed: 7 })
if (!sample) throw new Error('a sample')

function open(shards: readonly Shard[], moved = 0) {
  return decodeSnapshot(
    'id',
    new Map(
      shards.map(({ name, bytes }) => {
        // As bytes come out of a larger buffer, at any offset.
        const buffer = new Uint8Array(bytes.length + moved)
        buffer.set(bytes, moved)
        return [name, buffer.subarray(moved)]
      }),
    ),
  )
}

describe('a snapshot as shards', () => {
  it('a snapshot opens with every column, weight, rule and word as it was made', () => {
    fc.assert(
      fc.property(content, fc.integer({ min: 0, max: 9 }), (made, moved) => {
        const opened = open(encoded(made), moved)
        expect(opened.hot).toEqual(made.hot)
        expect(opened.weights).toEqual(made.weights)
        expect(opened.rules).toEqual(made.rules)
        expect(made.text.assets.map((_, at) => [opened.text.asset(at), opened.text.titleOf(at)])).toEqual(
          made.text.assets.map(parsed),
        )
        expect(made.text.campaigns.map((_, at) => opened.text.campaign(at))).toEqual(made.text.campaigns.map(parsed))
        expect(made.text.ratings.map((_, at) => opened.text.rating(at))).toEqual(made.text.ratings.map(parsed))
      }),
      { numRuns: 100 },
    )
  })

  it('the same content is encoded to the same bytes, whatever was encoded before', () => {
    fc.assert(
      fc.property(content, content, (one, other) => {
        const first = encoded(one)
        encoded(other)
        expect(encoded(structuredClone(one))).toEqual(first)
      }),
      { numRuns: 50 },
    )
  })

  it('each shard counts what it holds', () => {
    const { hot, rules, weights, text } = sample
    const counts = Object.fromEntries(encoded(sample).map(({ name, count }) => [name, count]))
    expect(counts).toMatchObject({
      hot: hot.candidateAsset.length,
      rules: rules.territories.length,
      weights: weights.weight.length,
      words: text.campaigns.length + text.ratings.length,
      'text.0': text.assets.length,
    })
  })
})

const parsed = (entry: string): unknown => JSON.parse(entry)

describe('what this code cannot read', () => {
  const spoiled = (name: string, spoil: (bytes: Uint8Array) => Uint8Array): readonly Shard[] =>
    encoded(sample).map((shard) => (shard.name === name ? { ...shard, bytes: spoil(shard.bytes.slice()) } : shard))

  /** Writes another format number where FlatBuffers keeps it. */
  const ofFormat = (root: (buffer: ByteBuffer) => { bb: ByteBuffer | null; bb_pos: number }, format: number) => {
    return (bytes: Uint8Array): Uint8Array => {
      const table = root(new ByteBuffer(bytes))
      const at = table.bb?.__offset(table.bb_pos, 4) ?? 0
      new DataView(bytes.buffer).setUint16(table.bb_pos + at, format, true)
      return bytes
    }
  }

  it.each([0, SNAPSHOT_FORMAT + 1, 0xffff])('any shard of format %i is refused', (format) => {
    const rules = new TextEncoder().encode(JSON.stringify({ ...sample.rules, format }))
    for (const shards of [
      spoiled(
        'hot',
        ofFormat((buffer) => Hot.getRootAsHot(buffer), format),
      ),
      spoiled(
        'weights',
        ofFormat((buffer) => Weights.getRootAsWeights(buffer), format),
      ),
      spoiled(
        'text.0',
        ofFormat((buffer) => TextPage.getRootAsTextPage(buffer), format),
      ),
      spoiled(
        'words',
        ofFormat((buffer) => ShortWords.getRootAsShortWords(buffer), format),
      ),
      spoiled('rules', () => rules),
    ]) {
      expect(() => open(shards)).toThrow(UnreadableShard)
    }
  })

  it.each(['hot', 'rules', 'weights', 'words'])('a snapshot without its %s is refused', (missing) => {
    expect(() => open(encoded(sample).filter(({ name }) => name !== missing))).toThrow(UnreadableShard)
  })

  it('weights of another number of campaigns are refused', () => {
    const weight = new Float32Array(sample.weights.weight.length + 1)
    const other = encoded({ ...sample, weights: { ...sample.weights, weight, pacing: weight } })
    expect(() => open(other)).toThrow(UnreadableShard)
  })

  it('pacing of another number of campaigns is refused', () => {
    const pacingEnds = new Float64Array(sample.weights.weight.length + 1)
    const other = encoded({ ...sample, weights: { ...sample.weights, pacingEnds } })
    expect(() => open(other)).toThrow(UnreadableShard)
  })

  it('left out renditions of two lengths are refused', () => {
    const leftOut = { ...NOTHING_LEFT_OUT, asset: Uint32Array.of(1), device: Uint8Array.of(0) }
    const other = encoded({ ...sample, weights: { ...sample.weights, leftOut } })
    expect(() => open(other)).toThrow(UnreadableShard)
  })

  it('weights that leave nothing out have the bytes of those from before anything could be left out', () => {
    const weights = { ...sample.weights, leftOut: NOTHING_LEFT_OUT }
    const [shard] = encoded({ ...sample, weights }).filter(({ name }) => name === 'weights')
    const table = Weights.getRootAsWeights(new ByteBuffer(shard?.bytes ?? new Uint8Array()))
    expect(table.leftOutAssetArray()).toBeNull()
    expect(open(encoded({ ...sample, weights })).weights.leftOut).toEqual(NOTHING_LEFT_OUT)
  })

  it('candidate columns of two lengths are refused', () => {
    const hot = { ...sample.hot, candidateAsset: new Uint32Array(sample.hot.candidateAsset.length + 1) }
    expect(() => open(encoded({ ...sample, hot }))).toThrow(UnreadableShard)
  })

  it('a snapshot of a region that nobody knows is refused', () => {
    const bytes = encoded({ ...sample, hot: { ...sample.hot, region: 'med' } })
    const mars = bytes.map((shard) => (shard.name === 'hot' ? { ...shard, bytes: renamed(shard.bytes) } : shard))
    expect(() => open(mars)).toThrow(UnreadableShard)
  })

  it('a word beyond the last one is refused', () => {
    const { text } = open(encoded(sample))
    expect(() => text.asset(sample.text.assets.length)).toThrow(UnreadableShard)
    expect(() => text.titleOf(0xffff_ffff)).toThrow(UnreadableShard)
  })
})

/** The bytes of `med` in their only place, as `xed`. */
function renamed(bytes: Uint8Array): Uint8Array {
  const at = Buffer.from(bytes).indexOf('med\0')
  const changed = bytes.slice()
  changed[at] = 'x'.charCodeAt(0)
  return changed
}
