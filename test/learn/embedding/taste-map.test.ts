import { expect, test } from 'vitest'
import type { CatalogueAsset, PairRow } from '../../../src/learn/aggregates/aggregates.ts'
import { tasteMap } from '../../../src/learn/embedding/taste-map.ts'
import { normOf } from '../../../src/model/columns/taste-vector.ts'
import type { AssetId } from '../../../src/model/fields/identifier.ts'

const OPTIONS = { seed: 1, leastUnits: 1 }
const GENRES = ['drama', 'comedy', 'war'] as const

/** Ten titles of each of three genres, each with a trailer and a clip. */
const CATALOGUE: readonly CatalogueAsset[] = Array.from({ length: 30 }, (_, title) =>
  (['trailer', 'clip'] as const).map((kind) => ({
    assetId: `ast_${title}-${kind}` as const,
    titleId: `ttl_${title}`,
    metadata: { genres: [GENRES[title % 3] ?? 'drama'], tags: [], year: null },
  })),
).flat()

/** What viewers liked, as pairs. */
function pairsOf(likes: readonly (readonly AssetId[])[]): readonly PairRow[] {
  return likes.flatMap((assets) =>
    assets.flatMap((a, index) =>
      assets.slice(index).map((b) => ({ a, b, weight: 1 / Math.sqrt(assets.length), units: 1 })),
    ),
  )
}

/** Each viewer likes titles of one genre only, some by their trailer and some by their clip. */
const FANS: readonly (readonly AssetId[])[] = Array.from({ length: 60 }, (_, viewer) =>
  Array.from({ length: 5 }, (_, turn) => {
    const title = (viewer % 3) + 3 * ((viewer + turn * 3) % 10)
    return `ast_${title}-${(viewer + turn) % 2 === 0 ? 'trailer' : 'clip'}` as const
  }).sort(),
)

function likeness(one: readonly number[] = [], other: readonly number[] = []): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0) / (normOf(one) * normOf(other))
}

test('a trailer and a clip of one title have one vector, whichever of them was started', () => {
  const { tastes } = tasteMap({ pairs: pairsOf(FANS), catalogue: CATALOGUE }, null, OPTIONS)
  for (let title = 0; title < 30; title++) {
    expect(tastes.get(`ast_${title}-trailer`)).toEqual(tastes.get(`ast_${title}-clip`))
  }
})

test('a single like of a viewer of another genre does not turn a title away from what its metadata says', () => {
  const odd: readonly AssetId[] = ['ast_0-trailer', 'ast_1-trailer', 'ast_4-trailer']
  const likedByOthers: readonly (readonly AssetId[])[] = [
    ...FANS.map((fan) => fan.filter((id) => !id.startsWith('ast_0-'))),
    odd,
  ]
  const { tastes } = tasteMap({ pairs: pairsOf(likedByOthers), catalogue: CATALOGUE }, null, OPTIONS)
  const ofZero = tastes.get('ast_0-trailer')
  expect(likeness(ofZero, tastes.get('ast_3-trailer'))).toBeGreaterThan(likeness(ofZero, tastes.get('ast_1-trailer')))
})

test('what many liked together outweighs metadata', () => {
  const switched: readonly (readonly AssetId[])[] = FANS.map((fan, viewer) =>
    viewer % 3 === 1 ? [...fan, 'ast_0-trailer' as const].sort() : fan.filter((id) => !id.startsWith('ast_0-')),
  )
  const { tastes } = tasteMap({ pairs: pairsOf(switched), catalogue: CATALOGUE }, null, OPTIONS)
  const ofZero = tastes.get('ast_0-trailer')
  expect(likeness(ofZero, tastes.get('ast_1-trailer'))).toBeGreaterThan(likeness(ofZero, tastes.get('ast_3-trailer')))
})

test('an asset of whose metadata little is known is placed nearer to nothing than one of a genre that many liked', () => {
  const cold = (name: string, genre: string): CatalogueAsset => ({
    assetId: `ast_${name}`,
    titleId: `ttl_${name}`,
    metadata: { genres: [genre], tags: [], year: null },
  })
  const catalogue = [...CATALOGUE, cold('known', 'drama'), cold('strange', 'opera')]
  const { tastes } = tasteMap({ pairs: pairsOf(FANS), catalogue }, null, OPTIONS)
  const [known, strange] = [normOf(tastes.get('ast_known') ?? []), normOf(tastes.get('ast_strange') ?? [])]
  expect(known).toBeGreaterThan(100)
  expect(strange).toBeLessThan(0.7 * known)
})
