import type { Compiled, CompileRejection } from '../../compile/compiler.ts'
import type { RegionId } from '../../model/region.ts'
import { regionRules } from '../../rules/region-rules.ts'
import { encodeSnapshot } from '../../snapshot/encode.ts'
import { type SealedSnapshot, sealSnapshot } from '../../snapshot/seal.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { Content } from './announce.ts'
import { compileRegion } from './compile-region.ts'
import type { PublishReceipt } from './receipt.ts'

/** A region's schedule compiled and addressed, not yet written anywhere. */
export interface Prepared {
  readonly sealed: SealedSnapshot
  readonly content: Content
  readonly candidates: number
  readonly rejected: readonly CompileRejection[]
  readonly campaigns: Compiled['campaigns']
  readonly revision: number
}

/** Reads a consistent schedule and compiles it. */
export async function prepare(publisher: PublisherContext, region: RegionId): Promise<Prepared> {
  const { compiled, revision, narrowed } = await compileRegion(publisher, region)
  const sealed = await sealSnapshot(
    region,
    encodeSnapshot({ ...compiled, rules: regionRules(publisher.rules, region) }),
  )
  return {
    sealed,
    content: { snapshot: sealed.id, shards: [...sealed.entries], narrowed, rules: publisher.rules.version },
    candidates: compiled.hot.candidateAsset.length,
    rejected: compiled.rejected,
    campaigns: compiled.campaigns,
    revision,
  }
}

/** The receipt of something that was prepared and nothing more. */
export function preparedReceipt({ sealed, candidates, rejected, revision }: Prepared): PublishReceipt {
  const reasons: Record<string, number> = {}
  for (const { reason } of rejected) reasons[reason] = (reasons[reason] ?? 0) + 1
  return {
    candidates,
    rejected: reasons,
    shards: sealed.values.length,
    bytes: sealed.values.reduce((sum, { bytes }) => sum + bytes.length, 0),
    shardsWritten: 0,
    bytesWritten: 0,
    shardsVerified: 0,
    renewed: false,
    scheduleRevision: revision,
    durationMs: 0,
  }
}
