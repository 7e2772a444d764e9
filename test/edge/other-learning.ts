import { mulberry32 } from '../../src/dev/demo/mulberry32.ts'
import type { OtherLearning } from '../../src/model/columns/other-learning.ts'
import type { Snapshot } from '../../src/model/columns/snapshot.ts'
import { direction, TASTE_DIMENSIONS } from '../../src/model/columns/taste-vector.ts'
import type { LearnedRunId } from '../../src/model/learned/learned-run.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import { encodeOtherLearning } from '../../src/snapshot/columns/encode-other-learning.ts'
import { decodeSnapshot } from '../../src/snapshot/decode.ts'
import { encodeRules } from '../../src/snapshot/encode.ts'
import { otherLearningShard, type Shard } from '../../src/snapshot/format.ts'

/** The run that a region serves, and one that an arm tries. */
export const SERVED_RUN: LearnedRunId = `lrn_${'a'.repeat(32)}`
export const TRIED_RUN: LearnedRunId = `lrn_${'b'.repeat(32)}`

/** Vectors that a run may have taught, made up for a number of assets. */
export function madeUp(
  run: LearnedRunId | null,
  space: string,
  assets: number,
  points: OtherLearning['points'],
): OtherLearning {
  const random = mulberry32(space.length * 77 + space.charCodeAt(0))
  const taste = new Int8Array(assets * TASTE_DIMENSIONS)
  const one = () => direction(Float64Array.from({ length: TASTE_DIMENSIONS }, () => random() - 0.5))
  for (let asset = 0; asset < assets; asset++) taste.set(one(), asset * TASTE_DIMENSIONS)
  return { run, space, taste, genres: new Map([['drama', one()]]), points }
}

/** The shards of a region that serves a run, with what it is with another one and with none beside it. */
export function withOtherLearning(
  region: RegionId,
  shards: readonly Shard[],
): {
  readonly shards: readonly Shard[]
  readonly snapshot: Snapshot
  readonly others: readonly OtherLearning[]
} {
  const { hot, rules } = decodeSnapshot('', new Map(shards.map(({ name, bytes }) => [name, bytes])))
  const assets = hot.assets.idHash.length
  const others = [
    madeUp(null, 'metadata-1', assets, { freshness: 9, taste: 31 }),
    madeUp(TRIED_RUN, 'tried-1', assets, { freshness: 2, taste: 60 }),
  ]
  const taught = { ...rules, learned: SERVED_RUN, tasteSpace: 'served-1' }
  const made = [
    ...shards.map((shard) => (shard.name === 'rules' ? { ...shard, bytes: encodeRules(region, taught) } : shard)),
    ...others.map((other) => ({
      name: otherLearningShard(other.run),
      bytes: encodeOtherLearning(region, other),
      count: assets,
    })),
  ]
  const snapshot = decodeSnapshot('', new Map(made.map(({ name, bytes }) => [name, bytes])))
  return { shards: made, snapshot, others }
}
