import { chanceFrom } from '../../../src/decide/draw/chance.ts'
import type { CatalogueAsset, ExposureRow } from '../../../src/learn/aggregates/aggregates.ts'
import type { AssetId } from '../../../src/model/fields/identifier.ts'

/** A made-up log of pages, and the truth behind it. */
export interface ShownPages {
  readonly exposures: readonly ExposureRow[]
  readonly catalogue: readonly CatalogueAsset[]
  readonly rates: ReadonlyMap<AssetId, number>
  readonly factors: readonly number[]
}

const ASSETS = 240
const GENRES = 12
const PLACES = 10

/**
 * Pages on which better assets stand a little further up, and looks fall with the root of the place. Rates lie in
 * titles, and titles in genres.
 */
export function shownPages(seed: number, pages: number): ShownPages {
  const chance = chanceFrom(`pages ${seed}`)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
  const genres = Array.from({ length: GENRES }, () => 0.25 * normal())
  const titles = Array.from({ length: ASSETS / 2 }, () => {
    const genre = Math.floor(chance() * GENRES)
    return { genre, level: (genres[genre] ?? 0) + 0.4 * normal() }
  })
  const assets = Array.from({ length: ASSETS }, (_, index) => {
    const title = index % titles.length
    return { index, title, level: (titles[title]?.level ?? 0) + 0.25 * normal(), push: 0.7 * normal() }
  })
  const factors = Array.from({ length: PLACES }, (_, place) => (1 + place) ** -0.5)
  const rateOf = (level: number): number => 0.12 * Math.exp(level)
  const counts = new Map<string, { index: number; position: number; impressions: number; rewarded: number }>()
  for (let page = 0; page < pages; page++) {
    const drawn = new Set(Array.from({ length: PLACES * 2 }, () => Math.floor(chance() * ASSETS)))
    const placed = assets
      .filter(({ index }) => drawn.has(index))
      .map((asset) => ({ asset, score: 0.3 * asset.level + asset.push + 0.6 * normal() }))
      .sort((one, other) => other.score - one.score)
      .slice(0, PLACES)
    for (const [position, { asset }] of placed.entries()) {
      const key = `${asset.index} ${position}`
      const cell = counts.get(key) ?? { index: asset.index, position, impressions: 0, rewarded: 0 }
      cell.impressions++
      if (chance() < rateOf(asset.level) * (factors[position] ?? 0)) cell.rewarded++
      counts.set(key, cell)
    }
  }
  return {
    exposures: [...counts.values()].map(({ index, ...cell }) => ({
      ...cell,
      assetId: `ast_${index}`,
      ...({ surface: 'home-hero', region: 'dach', day: '2026-11-21' } as const),
      units: cell.impressions,
      quantileSum: 0,
    })),
    catalogue: assets.map(({ index, title }) => ({
      assetId: `ast_${index}`,
      titleId: `ttl_${title}`,
      metadata: { genres: [`genre ${titles[title]?.genre}`], tags: [], year: null },
    })),
    rates: new Map(assets.map(({ index, level }) => [`ast_${index}`, rateOf(level)])),
    factors,
  }
}

/** Spearman's correlation of two lists without equal values. */
export function rankCorrelation(one: readonly number[], other: readonly number[]): number {
  const [left, right] = [ranksOf(one), ranksOf(other)]
  const middle = (one.length - 1) / 2
  let [products, squares] = [0, 0]
  left.forEach((rank, index) => {
    products += (rank - middle) * ((right[index] ?? 0) - middle)
    squares += (rank - middle) ** 2
  })
  return products / squares
}

function ranksOf(values: readonly number[]): readonly number[] {
  const ranks = new Array<number>(values.length).fill(0)
  const order = [...values.keys()].sort((one, other) => (values[one] ?? 0) - (values[other] ?? 0))
  for (const [rank, index] of order.entries()) ranks[index] = rank
  return ranks
}
