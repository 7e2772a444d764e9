import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import type { CampaignRow } from './column-builder.ts'
import { growingUint32 } from './growing-column.ts'

/**
 * The candidates of a region during compilation: pairs of asset and campaign, in the order in which they were added.
 */
export class PairRows {
  private readonly assets = growingUint32()
  private readonly campaigns = growingUint32()

  get length(): number {
    return this.assets.length
  }

  push(asset: number, campaign: number): void {
    this.assets.push(asset)
    this.campaigns.push(campaign)
  }

  /**
   * The columns of the candidates. Rows are sorted by tier, the strongest first; then by weight and newest release, so
   * that scores mostly descend and a search for the best can stop early; then by campaign and by the asset's id. Equal
   * schedules give equal orders.
   *
   * @param releasedAt release of an asset's title, by the asset's row: milliseconds since 1970 UTC; `NaN`: unknown
   */
  inOrder(
    campaigns: readonly CampaignRow[],
    assetIds: readonly string[],
    releasedAt: (asset: number) => number,
  ): { readonly asset: Uint32Array; readonly campaign: Uint32Array } {
    const [assets, under] = [this.assets.view(), this.campaigns.view()]
    const tiers = campaigns.map(({ record }) => PRIORITIES.indexOf(record.priority))
    const released = Float64Array.from(assets, (asset) => {
      const at = releasedAt(asset)
      return Number.isNaN(at) ? -1e15 : at
    })
    const ranks = ranksOf(assetIds)
    const compare = (left: number, right: number): number => {
      const [a, b] = [under[left] ?? 0, under[right] ?? 0]
      return (
        (tiers[a] ?? 0) - (tiers[b] ?? 0) ||
        (campaigns[b]?.record.weight ?? 0) - (campaigns[a]?.record.weight ?? 0) ||
        (released[right] ?? 0) - (released[left] ?? 0) ||
        a - b ||
        (ranks[assets[left] ?? 0] ?? 0) - (ranks[assets[right] ?? 0] ?? 0)
      )
    }
    const order = Uint32Array.from(assets.keys()).sort(compare)
    return { asset: order.map((pair) => assets[pair] ?? 0), campaign: order.map((pair) => under[pair] ?? 0) }
  }
}

/** The rank of each id in sorted order. */
function ranksOf(ids: readonly string[]): Uint32Array {
  const idOf = (index: number): string => ids[index] ?? ''
  const order = Uint32Array.from(ids.keys()).sort((left, right) => (idOf(left) < idOf(right) ? -1 : 1))
  const ranks = new Uint32Array(ids.length)
  order.forEach((index, rank) => {
    ranks[index] = rank
  })
  return ranks
}
