import type { RegionId } from '../../model/region.ts'
import { regionRules } from '../../rules/region-rules.ts'
import { rememberHead } from '../../schedule/snapshot-heads.ts'
import { encodeSnapshot } from '../../snapshot/encode.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { type SealedSnapshot, sealSnapshot } from '../../snapshot/seal.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { announce, RENEW_AFTER_MS } from './announce.ts'
import { checkSnapshot } from './checks.ts'
import { compileRegion } from './compile-region.ts'
import { liveHashes } from './live-region.ts'
import { putShards } from './put-shards.ts'
import type { CheckResult, PublishReceipt, PublishResult } from './receipt.ts'
import { ensureTakedowns } from './takedown-plane.ts'

export interface PublishOrder {
  readonly region: RegionId
  readonly dryRun: boolean
  /** Whether what is live is read back even when nothing has changed, and what storage lost is written again. */
  readonly mend: boolean
  readonly actor: string
  readonly reason: string
  /** What is announced now. */
  readonly live: PointerPayload | null
  /** The highest sequence announced so far; above `live` when a late publisher has put an older pointer over it. */
  readonly announced: number
  /** The fencing number that came with the lock: this publish's sequence, and nobody else's. */
  readonly sequence: number
  /** Whether the lock is still this publish's: asked once more just before announcing. */
  readonly stillOurs: () => Promise<boolean>
}

/** A region's schedule compiled and addressed, not yet written anywhere. */
interface Prepared {
  readonly sealed: SealedSnapshot
  readonly candidates: number
  readonly rejected: Readonly<Record<string, number>>
  readonly revision: number
}

/**
 * One region's publish, under its lock: read a consistent schedule → compile → nothing changed? success,
 * stop → check → put → read back and compare every hash → announce. The pointer is the last thing
 * written: until then nothing that anybody can see has changed.
 */
export async function publishRegion(publisher: PublisherContext, order: PublishOrder): Promise<PublishResult> {
  const startedAt = publisher.now()
  const prepared = await prepare(publisher, order.region)
  const { live } = order
  const same = live?.snapshot === prepared.sealed.id
  const describe = (written: Partial<PublishReceipt>): PublishReceipt => ({
    ...receiptOf(prepared),
    ...written,
    durationMs: publisher.now() - startedAt,
  })
  const conclude = (outcome: PublishResult['outcome'], rest: Partial<PublishResult>): PublishResult => ({
    region: order.region,
    outcome,
    sequence: live?.sequence ?? null,
    snapshot: prepared.sealed.id,
    checks: [],
    refusals: [],
    receipt: null,
    ...rest,
  })
  if (same && live && !order.dryRun && !wantsRenewal(live, order.announced, publisher.now())) {
    const { values } = prepared.sealed
    const mended = order.mend
      ? await putShards(prepared.sealed, new Set(values.map(({ sha256 }) => sha256)), publisher.sink)
      : {}
    await ensureTakedowns(publisher, order.region)
    return conclude('unchanged', { receipt: describe(mended) })
  }
  const checks = checkSnapshot({
    region: order.region,
    sealed: prepared.sealed,
    candidates: prepared.candidates,
    rejected: Object.values(prepared.rejected).reduce((sum, count) => sum + count, 0),
    liveCandidates: live?.shards.find(({ name }) => name === 'hot')?.count ?? null,
  })
  const refusals = refusalsOf(checks)
  if (refusals.length > 0) return conclude('refused', { checks, refusals })
  if (order.dryRun) return conclude('dry-run', { checks, receipt: describe({}) })
  const put = await putShards(prepared.sealed, await liveHashes(live, publisher.sink), publisher.sink)
  await ensureTakedowns(publisher, order.region)
  if (!(await order.stillOurs())) throw new Error('the lock lapsed and passed to somebody else; nothing was announced')
  await announce({ ...order, sealed: prepared.sealed, previous: live }, publisher)
  // It is live by now: a note that is not taken costs a replay after the next publish, and nothing else.
  await rememberHead(publisher.redis, order.region, prepared.sealed).catch(() =>
    console.error(JSON.stringify({ level: 'error', code: 'snapshot-head-not-kept', region: order.region })),
  )
  const receipt = describe({ ...put, renewed: same })
  return conclude(same ? 'unchanged' : 'published', { sequence: order.sequence, checks, receipt })
}

async function prepare(publisher: PublisherContext, region: RegionId): Promise<Prepared> {
  const { compiled, revision } = await compileRegion(publisher, region)
  const rejected: Record<string, number> = {}
  for (const { reason } of compiled.rejected) rejected[reason] = (rejected[reason] ?? 0) + 1
  const shards = encodeSnapshot({ ...compiled, rules: regionRules(publisher.rules, region) })
  return {
    sealed: await sealSnapshot(region, shards),
    candidates: compiled.hot.candidateAsset.length,
    rejected,
    revision,
  }
}

function receiptOf({ sealed, candidates, rejected, revision }: Prepared): PublishReceipt {
  return {
    candidates,
    rejected,
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

/** Readers that have seen a higher sequence refuse a lower one, so what fell behind is announced anew at once. */
function wantsRenewal(live: PointerPayload, announced: number, now: number): boolean {
  return live.sequence < announced || now - Date.parse(live.createdAt) > RENEW_AFTER_MS
}

function refusalsOf(checks: readonly CheckResult[]) {
  return checks.filter(({ passed }) => !passed).map(({ check, detail }) => ({ check, detail }))
}
