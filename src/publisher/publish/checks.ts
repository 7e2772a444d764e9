import type { RegionId } from '../../model/region.ts'
import { decodeSnapshot } from '../../snapshot/decode.ts'
import { SHARD_BYTES_MAX } from '../../snapshot/format.ts'
import type { CheckResult } from './receipt.ts'
import type { SealedSnapshot } from './seal.ts'

/** One check of what is about to be announced: named for what it refuses. */
type Check = (region: RegionId, sealed: SealedSnapshot) => CheckResult

const oversizedShard: Check = (_region, { entries }) => {
  const largest = Math.max(...entries.map(({ bytes }) => bytes))
  return {
    check: 'oversized-shard',
    passed: largest <= SHARD_BYTES_MAX,
    detail: `the largest of ${entries.length} shards has ${largest} bytes; a KV value holds ${SHARD_BYTES_MAX}`,
  }
}

/** Opens the very bytes with the code that the edge opens them with, and follows every reference. */
const brokenReference: Check = (region, sealed) => {
  const check = 'broken-reference'
  try {
    const { hot, text } = decodeSnapshot(sealed.id, new Map(sealed.shards.map(({ name, bytes }) => [name, bytes])))
    if (hot.region !== region) return { check, passed: false, detail: `the snapshot is of region ${hot.region}` }
    for (let candidate = 0; candidate < hot.candidateAsset.length; candidate++) {
      const asset = hot.candidateAsset[candidate] ?? -1
      const campaign = hot.candidateCampaign[candidate] ?? -1
      if (hot.assets.idHash[asset] === undefined || hot.campaigns.idHash[campaign] === undefined) {
        return { check, passed: false, detail: `candidate ${candidate} points nowhere` }
      }
    }
    const assets = hot.assets.idHash.length
    if (assets > 0) text.asset(assets - 1)
    return { check, passed: true, detail: `${hot.candidateAsset.length} candidates, ${assets} assets, all found` }
  } catch (error) {
    return { check, passed: false, detail: error instanceof Error ? error.message : 'cannot be opened' }
  }
}

const CHECKS: readonly Check[] = [oversizedShard, brokenReference]

/** Runs every check; nothing is announced unless all pass. */
export function checkSnapshot(region: RegionId, sealed: SealedSnapshot): readonly CheckResult[] {
  return CHECKS.map((check) => check(region, sealed))
}
