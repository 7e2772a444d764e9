import type { Compiled } from '../../compile/compiled.ts'
import type { RefusedExperiment } from '../../compile/experiments/served-experiments.ts'
import type { PublishReceipt } from '../../contracts/ops/answers/publish.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { encodeSnapshot } from '../../snapshot/encode.ts'
import { type SealedSnapshot, sealSnapshot } from '../../snapshot/seal.ts'
import type { Content } from '../announce/announce.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { compileRegion } from './compile-region.ts'
import type { ServingInstead } from './publish-order.ts'

/** A region's compiled schedule, with its content address, not yet written anywhere. */
export interface Prepared {
  readonly sealed: SealedSnapshot
  readonly content: Content
  readonly candidates: number
  /** How many candidates the compiler left out, by reason. */
  readonly rejected: Readonly<Record<string, number>>
  readonly campaigns: Compiled['campaigns']
  readonly revision: number
  readonly graces: readonly string[]
  /** The learned run that it was compiled with; null: with none. */
  readonly learned: LearnedRunId | null
  /** Whether the region was told to go back to that run, or to none. */
  readonly isTakenBack: boolean
  /** The rules that it was compiled with: those that were checked, with the points that were learned. */
  readonly rules: Rules
  /** The number of the changes of experiments that it was compiled with. */
  readonly experimentsRevision: number
  /** The experiment that tries another run than the region's own; null: none does. */
  readonly runBy: string | null
  /** Experiments that run and that the region does not serve, and why. */
  readonly refusedExperiments: readonly RefusedExperiment[]
}

/**
 * Reads a consistent schedule and compiles it.
 *
 * @param isTried nothing of it is kept, first shares of campaigns neither
 * @param serving the learned run to compile with; left out: the one that the region is to serve
 */
export async function prepare(
  publisher: PublisherContext,
  region: RegionId,
  isTried: boolean,
  serving?: ServingInstead,
): Promise<Prepared> {
  const { shards, narrowed, ...compiled } = await encodeRegion(publisher, region, isTried, serving)
  const sealed = await sealSnapshot(region, shards)
  return {
    ...compiled,
    sealed,
    content: { snapshot: sealed.id, shards: [...sealed.entries], narrowed, rules: publisher.rules.version },
  }
}

/** Keeps only the bytes and the report of what was compiled: there is no memory for the compiled records as well. */
async function encodeRegion(
  publisher: PublisherContext,
  region: RegionId,
  isTried: boolean,
  serving: ServingInstead | undefined,
) {
  const { compiled, narrowed, ...rest } = await compileRegion(publisher, region, isTried, serving)
  const rejected: Record<string, number> = {}
  for (const { reason } of compiled.rejected) rejected[reason] = (rejected[reason] ?? 0) + 1
  const candidates = compiled.hot.candidateAsset.length
  const shards = encodeSnapshot(compiled)
  return { shards, candidates, rejected, campaigns: compiled.campaigns, narrowed, ...rest }
}

/** The receipt of a snapshot that was prepared but not published. */
export function preparedReceipt({
  sealed,
  candidates,
  rejected,
  revision,
  refusedExperiments,
}: Prepared): PublishReceipt {
  return {
    candidates,
    rejected,
    ...(refusedExperiments.length > 0 && {
      experiments: refusedExperiments.map(({ key, reason }) => ({ key, reason })),
    }),
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
