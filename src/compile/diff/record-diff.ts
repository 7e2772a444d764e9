import { campaignOf } from '../../model/columns/column-value.ts'
import { NO_INDEX, type Snapshot } from '../../model/columns/snapshot.ts'
import { ComparedAssetCells, changedFields } from './asset-cells.ts'
import { CampaignCells } from './campaign-cells.ts'

/** The first entries of a list, and its full length. */
export interface Listed<Entry> {
  readonly count: number
  readonly first: readonly Entry[]
}

/** Records of one kind that were added, removed or changed, by id. */
export interface KindDiff {
  readonly added: Listed<string>
  readonly removed: Listed<string>
  /** The changed records with the fields that differ. `words`: the text that is shown of it. */
  readonly changed: Listed<{ readonly id: string; readonly fields: readonly string[] }>
}

/** The differences between the records of two snapshots. A candidate's id is `asset under campaign`. */
export interface RecordDiff {
  readonly candidates: Omit<KindDiff, 'changed'>
  readonly assets: KindDiff
  readonly titles: KindDiff
  readonly campaigns: KindDiff
}

type Fields = Readonly<Record<string, string | number>>
/** Records of one kind by id; their fields are read on demand. */
type Records = ReadonlyMap<string, () => Fields>

/** @param most how many ids of each list to include */
export function recordDiff(before: Snapshot, after: Snapshot, most: number): RecordDiff {
  const [old, young] = [recordsOf(before), recordsOf(after)]
  const { added, removed } = kindDiff(old.candidates, young.candidates, most)
  return {
    candidates: { added, removed },
    assets: kindDiff(old.assets, young.assets, most),
    titles: kindDiff(old.titles, young.titles, most),
    campaigns: kindDiff(old.campaigns, young.campaigns, most),
  }
}

function kindDiff(before: Records, after: Records, most: number): KindDiff {
  const changed: { id: string; fields: readonly string[] }[] = []
  for (const [id, fields] of before) {
    const now = after.get(id)
    const differ = now === undefined ? [] : changedFields(fields(), now())
    if (differ.length > 0) changed.push({ id, fields: differ })
  }
  const missing = (from: Records, among: Records): readonly string[] => [...from.keys()].filter((id) => !among.has(id))
  return {
    added: listed(missing(after, before).toSorted(), most),
    removed: listed(missing(before, after).toSorted(), most),
    changed: listed(
      changed.sort((a, b) => (a.id < b.id ? -1 : 1)),
      most,
    ),
  }
}

function listed<Entry>(entries: readonly Entry[], most: number): Listed<Entry> {
  return { count: entries.length, first: entries.slice(0, most) }
}

function recordsOf(snapshot: Snapshot): Readonly<Record<keyof RecordDiff, Records>> {
  const { hot, text } = snapshot
  const cells = new ComparedAssetCells(snapshot)
  const campaignCells = new CampaignCells(snapshot)
  const [assets, titles] = [new Map<string, () => Fields>(), new Map<string, () => Fields>()]
  const assetIds: string[] = []
  hot.assets.title.forEach((title, asset) => {
    const words = text.asset(asset)
    assetIds.push(words.assetId)
    assets.set(words.assetId, () => ({ ...cells.asset(asset), words: JSON.stringify(words) }))
    const about = title === NO_INDEX ? null : text.titleOf(asset)
    if (about && !titles.has(about.titleId)) {
      titles.set(about.titleId, () => ({ ...cells.title(title), words: JSON.stringify(about) }))
    }
  })
  const campaignIds = Array.from(hot.campaigns.idHash, (_, campaign) => text.campaign(campaign).campaignId)
  const pair = (asset: number, row: number) => `${assetIds[asset]} under ${campaignIds[campaignOf(hot, row)]}`
  return {
    assets,
    titles,
    campaigns: new Map(campaignIds.map((id, campaign) => [id, () => campaignCells.campaign(campaign)])),
    candidates: new Map(Array.from(hot.candidateAsset, (asset, row) => [pair(asset, row), () => ({})])),
  }
}
