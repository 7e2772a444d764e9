import type { AssetId } from '../../model/fields/identifier.ts'

/** What an asset's impressions in one place gave. */
export interface PlaceCounts {
  readonly assetId: AssetId
  /** The place in the answer, from 0. */
  readonly position: number
  readonly impressions: number
  readonly rewarded: number
}

const ROUNDS = 40

/** So many rewards, as the place before it would give them, stand against those that were counted in a place. */
const STEADY_REWARDS = 5

/** All places beyond count as the last of these. */
const MOST_PLACES = 100

/** Neither is a place never looked at, nor many times as much as the first. */
const LEAST_FACTOR = 0.01
const GREATEST_FACTOR = 10

/**
 * How far each place of a surface is looked at, the first 1, told apart from what stood there: rewards are taken as
 * Poisson around impressions × rate of the asset × factor of the place, and rates and factors are set in turn to where
 * the other makes the counts likeliest (the multiplicative model of Richardson, Dominowska and Ragno, WWW 2007, fitted
 * by alternate maximisation). Rewards per impression by place alone would call the places of weak assets bad.
 *
 * A place with few rewards keeps near the one before it. No counts: no places.
 */
export function placeFactors(counts: readonly PlaceCounts[]): readonly number[] {
  const { cells, assets, places } = indexed(counts)
  let factors: Float64Array = new Float64Array(places).fill(1)
  for (let round = 0; round < ROUNDS; round++) factors = nextFactors(cells, ratesOf(cells, assets, factors), factors)
  return [...factors].map((factor) => Math.round(factor * 1e6) / 1e6)
}

interface Cell {
  readonly asset: number
  readonly position: number
  readonly impressions: number
  readonly rewarded: number
}

function indexed(counts: readonly PlaceCounts[]) {
  const numbers = new Map<AssetId, number>()
  let places = 0
  const cells = counts.map(({ assetId, position, impressions, rewarded }): Cell => {
    const asset = numbers.get(assetId) ?? numbers.size
    numbers.set(assetId, asset)
    const place = Math.min(position, MOST_PLACES - 1)
    places = Math.max(places, place + 1)
    return { asset, position: place, impressions, rewarded }
  })
  return { cells, assets: numbers.size, places }
}

/** Rewards of each asset per impression, had all been in the first place. */
function ratesOf(cells: readonly Cell[], assets: number, factors: Float64Array): Float64Array {
  const [rewards, looks] = [new Float64Array(assets), new Float64Array(assets)]
  for (const { asset, position, impressions, rewarded } of cells) {
    rewards[asset] = (rewards[asset] ?? 0) + rewarded
    looks[asset] = (looks[asset] ?? 0) + impressions * (factors[position] ?? 0)
  }
  return rewards.map((sum, asset) => (looks[asset] ? sum / looks[asset] : 0))
}

function nextFactors(cells: readonly Cell[], rates: Float64Array, before: Float64Array): Float64Array {
  const [rewards, expected] = [new Float64Array(before.length), new Float64Array(before.length)]
  for (const { asset, position, impressions, rewarded } of cells) {
    rewards[position] = (rewards[position] ?? 0) + rewarded
    expected[position] = (expected[position] ?? 0) + impressions * (rates[asset] ?? 0)
  }
  const first = expected[0] ? (rewards[0] ?? 0) / expected[0] : 1
  const factors = new Float64Array(before.length).fill(1)
  for (let position = 1; position < factors.length; position++) {
    const near = factors[position - 1] ?? 1
    // Where the first place gave nothing there is nothing to compare with: all places count alike.
    const own = first > 0 ? (expected[position] ?? 0) * first : 0
    const factor = ((rewards[position] ?? 0) + STEADY_REWARDS * near) / (own + STEADY_REWARDS)
    factors[position] = Math.min(GREATEST_FACTOR, Math.max(LEAST_FACTOR, factor))
  }
  return factors
}
