import { leftOutColumns } from '../../compile/weights/left-out.ts'
import { refreshedWeights } from '../../compile/weights/weights.ts'
import type { PublishResult } from '../../contracts/ops/answers/publish.ts'
import type { SnapshotWeights } from '../../model/columns/snapshot.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { readMediaHosts } from '../../schedule/feeds/stores/media-hosts.ts'
import { readDocuments } from '../../schedule/store/read-documents.ts'
import { decodeWeights } from '../../snapshot/decode.ts'
import { encodeWeights } from '../../snapshot/encode.ts'
import { keys } from '../../snapshot/format.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { type SealedValue, snapshotId } from '../../snapshot/seal.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { decodeTextIndex } from '../../snapshot/text/text-index.ts'
import { contentOf } from '../announce/announce.ts'
import { announceContent, rememberPending } from '../announce/announce-content.ts'
import { storedBytes } from '../announce/live-region.ts'
import { noteTrial } from '../learned/learned-trial.ts'
import { learnedWeights } from '../learned/learned-weights.ts'
import { OpsProblem } from '../ops-problem.ts'
import { publishedShares } from '../pacing/published-shares.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { keepPlan } from '../renditions/keep-plan.ts'
import { planRegion, type RegionPlan } from '../renditions/plan-region.ts'
import { ensureTakedowns } from '../takedowns/lists/keep-list.ts'
import { armOf } from './cycle.ts'
import { heldBack } from './holds.ts'
import { useUp } from './lifted-checks.ts'
import type { PublishOrder } from './publish-order.ts'
import { putValues } from './put-shards.ts'
import type { LockedRegion } from './region-lock.ts'
import { saneWeights } from './sane-weights.ts'
import { carryNote } from './unchanged-since.ts'

/**
 * The faster cycle of a region: puts the current weights and shares of its live campaigns, the current hosts of media, and the
 * renditions that are left out, into a `weights` shard, beside the columns and text that are live. Locked, checked, written, read back and announced like any publish.
 */
export async function publishWeights(
  publisher: PublisherContext,
  held: LockedRegion,
  order: PublishOrder,
): Promise<PublishResult> {
  const { region, live } = held
  if (live === null) {
    throw new OpsProblem(409, 'Nothing published', `Region ${region} has no live snapshot; publish all of it first.`)
  }
  const renditions = await planned(publisher, region)
  const steady = await currentWeights(publisher, live, renditions, order.dryRun)
  const learned = await learnedWeights(publisher, live, steady)
  const tried = learned.tried === null ? null : await withWeights(live, learned.tried.weights)
  const keep = () => (renditions === null ? undefined : keepPlan(publisher, region, renditions, order.actor))
  const { content, value } = await withWeights(live, learned.weights)
  const concluded = (end: Pick<PublishResult, 'outcome'> & Partial<PublishResult>): PublishResult => {
    const { sequence } = live
    return { region, sequence, snapshot: content.snapshot, checks: [], refusals: [], receipt: null, ...end }
  }
  if (content.snapshot === live.snapshot && tried === null) {
    if (!order.dryRun) await keep()
    const { checks, refusals } = learned
    return refusals.length > 0
      ? concluded({ outcome: 'refused', checks, refusals })
      : concluded({ outcome: 'unchanged' })
  }
  const check = saneWeights(learned.weights)
  const checks = [check, ...learned.checks]
  const holds = await heldBack(publisher, held, content)
  const refusals = check.passed ? holds : [...holds, { check: check.check, detail: check.detail }]
  if (refusals.length > 0) return concluded({ outcome: 'refused', checks, refusals })
  if (order.dryRun) return concluded({ outcome: 'dry-run', checks })
  const use = `weights of ${region} as ${held.sequence}`
  if (learned.lifted !== null) await useUp(publisher, learned.lifted, { actor: order.actor, use })
  // Before it is announced: a publish of the whole schedule leaves out what is stored.
  await keep()
  await rememberPending(publisher, held, content, order)
  if (tried !== null) await rememberPending(publisher, held, tried.content, order)
  await putValues([value, ...(tried === null ? [] : [tried.value])], publisher.sink)
  await ensureTakedowns(publisher, region)
  const { actor, reason } = order
  const canary =
    learned.tried === null || tried === null ? null : armOf(publisher, held, tried.content, learned.tried.canary)
  await announceContent(publisher, held, content, { actor, reason, ...(canary !== null && { canary }) })
  if (canary !== null) await noteTrial(publisher, held, { kind: 'results', run: null, over: null, byItself: true })
  await carryNote(publisher, live, content.snapshot)
  const { refusals: waiting } = learned
  const outcome = canary !== null ? 'canary' : waiting.length > 0 ? 'refused' : 'published'
  return concluded({ outcome, sequence: held.sequence, checks, refusals: waiting })
}

/** What the region leaves out from now on; null: nobody can tell, so all stays as it is, and weights do not wait. */
async function planned(publisher: PublisherContext, region: RegionId): Promise<RegionPlan | null> {
  return planRegion(publisher, region).catch((error: unknown) => {
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ level: 'error', code: 'renditions-not-planned', region, name }))
    return null
  })
}

async function currentWeights(
  publisher: PublisherContext,
  live: PointerPayload,
  renditions: RegionPlan | null,
  isTried: boolean,
): Promise<SnapshotWeights> {
  const read = async (name: 'weights' | 'text'): Promise<Uint8Array> => {
    const shard = live.shards.find((each) => each.name === name)
    const bytes = shard ? await storedBytes(shard.sha256, name, publisher.sink) : null
    if (bytes === null) throw new Error(`shard ${name} of ${live.snapshot} cannot be read back; publish the region`)
    return bytes
  }
  const weights = decodeWeights(await read('weights'), live.region)
  const { words } = decodeTextIndex(await read('text'))
  const ids = Array.from(weights.weight, (_, campaign) => words.campaign(campaign).campaignId)
  const documents = await readDocuments(publisher.redis, 'campaign', ids)
  const campaigns = documents.map((document) => document?.record ?? null)
  const known = campaigns.filter((campaign) => campaign !== null)
  return refreshedWeights(weights, campaigns, {
    paced: await publishedShares(publisher, known, isTried),
    mediaHosts: await readMediaHosts(publisher.redis),
    leftOut:
      renditions === null ? weights.leftOut : leftOutColumns(renditions.plan.renditions.filter(({ isOut }) => isOut)),
  })
}

/** The live snapshot's head, with other weights. */
async function withWeights(live: PointerPayload, weights: SnapshotWeights) {
  const bytes = encodeWeights(live.region, weights)
  const sha256 = await sha256Hex(bytes)
  const entry = { name: 'weights', sha256, bytes: bytes.length, count: weights.weight.length }
  const shards = live.shards.map((shard) => (shard.name === 'weights' ? entry : shard))
  const value: SealedValue = { key: keys.shard(sha256, 'weights'), sha256, bytes }
  return { content: { ...contentOf(live), snapshot: await snapshotId(live.region, shards), shards }, value }
}
