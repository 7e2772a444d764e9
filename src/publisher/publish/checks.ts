import type { RegionId } from '../../model/region.ts'
import { decodeStored } from '../../snapshot/decode.ts'
import { SHARD_BYTES_MAX } from '../../snapshot/format.ts'
import type { SealedSnapshot } from '../../snapshot/seal.ts'
import type { CheckResult } from './receipt.ts'

/** What is about to be announced, and what it would replace. */
export interface Proposal {
  readonly region: RegionId
  readonly sealed: SealedSnapshot
  readonly candidates: number
  /** Candidates that the compiler left out, each for a reason. */
  readonly rejected: number
  /** Candidates of the live snapshot; null: nothing is live. */
  readonly liveCandidates: number | null
}

/** One check of what is about to be announced: named for what it refuses. */
type Check = (proposal: Proposal) => CheckResult

const oversizedShard: Check = ({ sealed: { values } }) => {
  const largest = Math.max(...values.map(({ bytes }) => bytes.length))
  return {
    check: 'oversized-shard',
    passed: largest <= SHARD_BYTES_MAX,
    detail: `the largest of ${values.length} shards has ${largest} bytes; a KV value holds ${SHARD_BYTES_MAX}`,
  }
}

/** `RatingClasses.text` of a class that has no label. */
const UNRATED = 0xffff

/** Opens the very bytes with the code that the edge opens them with, and follows every reference. */
const brokenReference: Check = ({ region, sealed }) => {
  const check = 'broken-reference'
  try {
    const values = new Map(sealed.values.map(({ key, bytes }) => [key, bytes]))
    const { hot, text } = decodeStored(sealed.id, sealed.entries, values)
    if (hot.region !== region) return { check, passed: false, detail: `the snapshot is of region ${hot.region}` }
    for (let candidate = 0; candidate < hot.candidateAsset.length; candidate++) {
      const asset = hot.candidateAsset[candidate] ?? -1
      const campaign = hot.candidateCampaign[candidate] ?? -1
      if (hot.assets.idHash[asset] === undefined || hot.campaigns.idHash[campaign] === undefined) {
        return { check, passed: false, detail: `candidate ${candidate} points nowhere` }
      }
    }
    const assets = hot.assets.idHash.length
    for (let asset = 0; asset < assets; asset++) text.asset(asset)
    hot.campaigns.idHash.forEach((_, campaign) => void text.campaign(campaign))
    for (const rating of new Set(hot.ratings.text)) if (rating !== UNRATED) text.rating(rating)
    return { check, passed: true, detail: `${hot.candidateAsset.length} candidates, ${assets} assets, all found` }
  } catch (error) {
    return { check, passed: false, detail: error instanceof Error ? error.message : 'cannot be opened' }
  }
}

/**
 * A live region whose schedule holds nothing at all any more: no candidate, and none that was left out for a
 * reason. Campaigns that are paused or ended are still there to be left out; a store that was lost has none.
 */
const lostSchedule: Check = ({ candidates, rejected, liveCandidates }) => ({
  check: 'lost-schedule',
  passed: candidates + rejected > 0 || (liveCandidates ?? 0) === 0,
  detail: `${candidates} candidates and ${rejected} left out, where ${liveCandidates ?? 'none'} are live`,
})

const CHECKS: readonly Check[] = [oversizedShard, brokenReference, lostSchedule]

/** Runs every check; nothing is announced unless all pass. */
export function checkSnapshot(proposal: Proposal): readonly CheckResult[] {
  return CHECKS.map((check) => check(proposal))
}
