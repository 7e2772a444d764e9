import { campaignOf } from '../../model/columns/column-value.ts'
import { NO_INDEX, type Snapshot } from '../../model/columns/snapshot.ts'
import { resultOf } from './check-result.ts'
import type { CheckResult, OpenProposal } from './proposal.ts'

/**
 * Refuses an asset, title, campaign or candidate that occurs twice, and two ids that the columns cannot tell apart.
 * Columns store ids as two hashes. Ids may share one and still differ by the other; ids that share both are not
 * expected in the life of the product, but one would stand for the other.
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
    ...twice(hot.assets, (asset) => text.asset(asset).assetId),
    ...twice(hot.titles, titleId),
    ...twice(hot.campaigns, (campaign) => text.campaign(campaign).campaignId),
    ...candidatesTwice(next),
  ]
  const looked = `${hot.assets.idHash.length} assets, ${hot.titles.idHash.length} titles, ${hot.campaigns.idHash.length} campaigns`
  return resultOf('duplicate-id', looked, texts, rules.publish.limits.findings)
}

interface IdColumns {
  readonly idHash: Uint32Array
  readonly idCheck: Uint32Array
}

function twice({ idHash, idCheck }: IdColumns, idOf: (index: number) => string): readonly string[] {
  const first = new Map<number, number>()
  const shared = new Map<number, number[]>()
  idHash.forEach((hash, index) => {
    const before = first.get(hash)
    if (before === undefined) first.set(hash, index)
    else shared.set(hash, [...(shared.get(hash) ?? [before]), index])
  })
  return [...shared.values()].flatMap((indexes) => {
    const checks = new Set(indexes.map((index) => idCheck[index]))
    return [...checks].flatMap((check) => alike(indexes.filter((index) => idCheck[index] === check).map(idOf)))
  })
}

/** The faults of ids whose hashes are all equal; none if there is only one id. */
function alike(ids: readonly string[]): readonly string[] {
  const distinct = [...new Set(ids)]
  const again = distinct.flatMap((id) => {
    const count = ids.filter((each) => each === id).length
    return count === 1 ? [] : [`${id} occurs ${count} times`]
  })
  const collided =
    distinct.length > 1 ? [`${distinct.join(' and ')} have the same two hashes: give one of them another id`] : []
  return [...again, ...collided]
}

function candidatesTwice({ hot, text }: Snapshot): readonly string[] {
  const seen = new Set<number>()
  const texts = new Set<string>()
  hot.candidateAsset.forEach((asset, row) => {
    const campaign = campaignOf(hot, row)
    const pair = asset * hot.campaigns.idHash.length + campaign
    if (seen.has(pair)) {
      texts.add(`${text.asset(asset).assetId} under ${text.campaign(campaign).campaignId} is there more than once`)
    }
    seen.add(pair)
  })
  return [...texts]
}
