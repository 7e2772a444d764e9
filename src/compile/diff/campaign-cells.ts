import { bitRow, namedBy } from '../../model/columns/bit-rows.ts'
import { campaignOf, columnValue } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { DEVICES, PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import { windowKeys } from './asset-cells.ts'

/** A field of a campaign that can differ between two snapshots, named as in its record. */
export type CampaignField =
  | 'assets'
  | 'window'
  | 'hours'
  | 'surfaces'
  | 'priority'
  | 'weight'
  | 'audience'
  | 'frequencyCap'
  | 'exclusionLabels'

/** Campaigns as values that can be compared between two snapshots. */
export class CampaignCells {
  private readonly windows: readonly string[]
  private readonly shown = new Map<number, number[]>()

  constructor(private readonly snapshot: Snapshot) {
    const { hot } = snapshot
    this.windows = windowKeys(hot)
    hot.candidateAsset.forEach((asset, row) => {
      const campaign = campaignOf(hot, row)
      const hashes = this.shown.get(campaign) ?? []
      hashes.push(columnValue(hot.assets.idHash, asset))
      this.shown.set(campaign, hashes)
    })
  }

  /** A campaign's fields; `assets` are those that it shows, by id or by selector. */
  campaign(index: number): Readonly<Record<CampaignField, string | number>> {
    const { hot, weights } = this.snapshot
    const { campaigns } = hot
    const labels = bitRow(campaigns.exclusionLabels, hot.exclusionLabels.length, index)
    return {
      assets: (this.shown.get(index) ?? []).sort((a, b) => a - b).join(' '),
      window: this.windows[columnValue(campaigns.window, index)] ?? '',
      hours: JSON.stringify(campaigns.hours.get(index) ?? null),
      surfaces: columnValue(campaigns.surfaces, index),
      priority: PRIORITIES[columnValue(campaigns.priority, index)] ?? '',
      weight: weights.weight[index] ?? 0,
      audience: [
        campaigns.kids[index],
        DEVICES.filter((_, bit) => (campaigns.devices[index] ?? 0) & (1 << bit)),
        campaigns.entitlements[index],
      ].join(' '),
      frequencyCap: [campaigns.capCount[index], campaigns.capWindowSeconds[index], campaigns.capScope[index]].join(' '),
      exclusionLabels: JSON.stringify(namedBy(labels, hot.exclusionLabels)),
    }
  }
}
