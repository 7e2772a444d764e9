import { PRIORITIES } from '../model/campaign-words.ts'
import { NO_INDEX } from '../model/snapshot.ts'
import type { AssetRow, CampaignRow, TitleRow } from './column-builder.ts'

/** A candidate by the order in which its asset and its campaign came. */
export interface Pair {
  readonly campaign: number
  readonly asset: number
}

/** The order of rows by their hashes, so that one is found by its hash; equal hashes by id. */
export function inHashOrder(rows: readonly { readonly hash: number; readonly id: string }[]): readonly number[] {
  return [...rows.entries()]
    .sort(([, left], [, right]) => left.hash - right.hash || (left.id < right.id ? -1 : 1))
    .map(([index]) => index)
}

/** The rows that an order names. */
export function inOrder<Row>(rows: readonly Row[], order: readonly number[]): readonly Row[] {
  return order.flatMap((index) => rows.slice(index, index + 1))
}

/** Where each row stands in an order. */
export function placesIn(order: readonly number[]): readonly number[] {
  const places = new Array<number>(order.length)
  order.forEach((index, place) => {
    places[index] = place
  })
  return places
}

/**
 * Candidates of one tier together, the strongest first; then by weight and newest release, so that scores mostly
 * fall from row to row and a search for the best can stop early. Equal schedules give equal orders.
 */
export function pairsInOrder(
  pairs: readonly Pair[],
  rows: {
    readonly titles: readonly TitleRow[]
    readonly assets: readonly AssetRow[]
    readonly campaigns: readonly CampaignRow[]
  },
): readonly Pair[] {
  const strength = rows.campaigns.map(({ record }) => ({
    tier: PRIORITIES.indexOf(record.priority),
    weight: record.weight,
  }))
  const keyed = pairs.map((pair) => {
    const releasedAt = rows.titles[rows.assets[pair.asset]?.title ?? NO_INDEX]?.releasedAt ?? Number.NaN
    const { tier = 0, weight = 0 } = strength[pair.campaign] ?? {}
    return { ...pair, tier, weight, releasedAt: Number.isNaN(releasedAt) ? -1e15 : releasedAt }
  })
  return keyed.sort(
    (a, b) =>
      a.tier - b.tier ||
      b.weight - a.weight ||
      b.releasedAt - a.releasedAt ||
      a.campaign - b.campaign ||
      a.asset - b.asset,
  )
}
