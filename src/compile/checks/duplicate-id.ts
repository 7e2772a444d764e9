import { NO_INDEX, type Snapshot } from '../../model/snapshot.ts'
import { resultOf } from './check-result.ts'
import type { CheckResult, OpenProposal } from './proposal.ts'

/**
 * Refuses an asset, title, campaign or candidate that is there twice. Ids stand in the columns as hashes, which two ids
 * may share; where they do, the words tell them apart.
 */
export function duplicateId({ next, rules }: OpenProposal): CheckResult {
  const { hot, text } = next
  const assetOf = new Map<number, number>()
  hot.assets.title.forEach((title, asset) => {
    if (title !== NO_INDEX) assetOf.set(title, asset)
  })
  const titleId = (title: number): string => {
    const asset = assetOf.get(title)
    return asset === undefined ? `title ${title}` : (text.titleOf(asset)?.titleId ?? `title ${title}`)
  }
  const texts = [
    ...twice(hot.assets.idHash, (asset) => text.asset(asset).assetId),
    ...twice(hot.titles.idHash, titleId),
    ...twice(hot.campaigns.idHash, (campaign) => text.campaign(campaign).campaignId),
    ...candidatesTwice(next),
  ]
  const looked = `${hot.assets.idHash.length} assets, ${hot.titles.idHash.length} titles, ${hot.campaigns.idHash.length} campaigns`
  return resultOf('duplicate-id', looked, texts, rules.publish.limits.findings)
}

function twice(hashes: Uint32Array, idOf: (index: number) => string): readonly string[] {
  const first = new Map<number, number>()
  const shared = new Map<number, number[]>()
  hashes.forEach((hash, index) => {
    const before = first.get(hash)
    if (before === undefined) first.set(hash, index)
    else shared.set(hash, [...(shared.get(hash) ?? [before]), index])
  })
  return [...shared.values()].flatMap((indexes) => {
    const ids = indexes.map(idOf)
    return [...new Set(ids)].flatMap((id) => {
      const count = ids.filter((each) => each === id).length
      return count === 1 ? [] : [`${id} is there ${count} times`]
    })
  })
}

function candidatesTwice({ hot, text }: Snapshot): readonly string[] {
  const seen = new Set<number>()
  const texts = new Set<string>()
  hot.candidateAsset.forEach((asset, row) => {
    const campaign = hot.candidateCampaign[row] ?? 0
    const pair = asset * hot.campaigns.idHash.length + campaign
    if (seen.has(pair)) {
      texts.add(`${text.asset(asset).assetId} under ${text.campaign(campaign).campaignId} is there more than once`)
    }
    seen.add(pair)
  })
  return [...texts]
}
