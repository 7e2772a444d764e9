import { bitRow, namedBy } from '../../model/columns/bit-rows.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { DEVICES, PRIORITIES } from '../../model/nouns/campaign-words.ts'
import { windowKeys } from './asset-cells.ts'

/** What of a campaign can change between two snapshots, in the words of its record. */
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

/** Campaigns as values that two snapshots can be compared by. */
export class CampaignCells {
  private readonly windows: readonly string[]
  private readonly shown = new Map<number, number[]>()

  constructor(private readonly snapshot: Snapshot) {
    const { hot } = snapshot
    this.windows = windowKeys(hot.windows, hot.territories.length)
    hot.candidateAsset.forEach((asset, row) => {
      const campaign = hot.candidateCampaign[row] ?? 0
      const hashes = this.shown.get(campaign) ?? []
      hashes.push(hot.assets.idHash[asset] ?? 0)
      this.shown.set(campaign, hashes)
    })
  }

  /** A campaign's fields; `assets` are those that it shows, however they were named. */
  campaign(index: number): Readonly<Record<CampaignField, string | number>> {
    const { hot, weights } = this.snapshot
    const { campaigns } = hot
    const labels = bitRow(campaigns.exclusionLabels, hot.exclusionLabels.length, index)
    return {
      assets: (this.shown.get(index) ?? []).sort((a, b) => a - b).join(' '),
      window: this.windows[campaigns.window[index] ?? 0] ?? '',
      hours: JSON.stringify(campaigns.hours.get(index) ?? null),
      surfaces: campaigns.surfaces[index] ?? 0,
      priority: PRIORITIES[campaigns.priority[index] ?? 0] ?? '',
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
