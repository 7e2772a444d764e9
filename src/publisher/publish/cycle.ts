import { checkSnapshot } from '../../compile/checks/check-snapshot.ts'
import type { PublishReceipt, PublishResult, ReportedCheck } from '../../contracts/ops/answers/publish.ts'
import { ageElsewhere } from '../../model/nouns/age.ts'
import { knownNarrowings } from '../../schedule/takedowns/narrowings.ts'
import type { CanaryArm, PointerPayload } from '../../snapshot/pointer.ts'
import { FORGOTTEN_FROM } from '../../snapshot/takedowns/limits.ts'
import { type Content, contentOf, RENEW_AFTER_MS } from '../announce/announce.ts'
import { announceContent, rememberPending } from '../announce/announce-content.ts'
import { liveHashes, liveTakedowns } from '../announce/live-region.ts'
import { learnedCanary, noteRunTrial } from '../learned/learned-trial.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { ensureTakedowns } from '../takedowns/lists/keep-list.ts'
import { canaryBeside } from './canary-beside.ts'
import { changedExperiments, changesOf } from './changes-of.ts'
import { heldBack } from './holds.ts'
import { withKnownCauses } from './known-causes.ts'
import { liftedChecks, useUp } from './lifted-checks.ts'
import { meantLoss } from './meant-loss.ts'
import { type Prepared, prepare, preparedReceipt } from './prepare.ts'
import { proposalOf } from './proposal-of.ts'
import type { PublishOrder } from './publish-order.ts'
import { putShards } from './put-shards.ts'
import type { LockedRegion } from './region-lock.ts'
import { noteCompiled, unchangedSince } from './unchanged-since.ts'
import { beginWave } from './waves.ts'

/**
 * Publishes one region, under its lock: reads a consistent schedule → compiles → stops if nothing changed → checks →
 * seals → writes → reads back and compares every hash → announces. The pointer is written last, so until then nothing
 * visible has changed.
 */
export async function publishRegion(
  publisher: PublisherContext,
  held: LockedRegion,
  order: PublishOrder,
): Promise<PublishResult> {
  if (order.canary && held.live === null) {
    throw new OpsProblem(409, 'Nothing to compare with', 'A first publish has no canary: publish the region first.')
  }
  const startedAt = publisher.now()
  const skipped = await withoutReading(publisher, held, order)
  if (skipped !== null) return skipped
  const prepared = await prepare(publisher, held.region, order.dryRun, order.dryRun ? order.serving : undefined)
  const receipt = (written: Partial<PublishReceipt> = {}): PublishReceipt => ({
    ...preparedReceipt(prepared),
    ...written,
    durationMs: publisher.now() - startedAt,
  })
  const conclude = (outcome: PublishResult['outcome'], rest: Partial<PublishResult>) =>
    concluded(held, prepared, { outcome, ...rest })

  if (prepared.content.snapshot === held.live?.snapshot && !order.dryRun) {
    const { renewed, ...mended } = await standStill(publisher, held, prepared, order)
    await noteCompiled(publisher, held, prepared, renewed ? held.sequence : held.live.sequence)
    return conclude('unchanged', {
      ...(renewed ? { sequence: held.sequence } : {}),
      receipt: receipt({ ...mended, renewed }),
    })
  }
  const isSame = prepared.content.snapshot === held.live?.snapshot
  const holds = isSame ? [] : await heldBack(publisher, held, prepared.content)
  if (holds.length > 0 && !order.dryRun) return conclude('refused', { refusals: holds })
  const proposal = await proposalOf(publisher, held, prepared)
  const lifted = await liftedChecks(publisher, held.region, checkSnapshot(proposal))
  const checks = lifted.results
  // What was learned goes to some viewers first, if it changes much; nothing waits that is taken back.
  const canary = order.canary ?? (prepared.isTakenBack ? null : learnedCanary(publisher.rules, checks))
  const beside = canary === null || prepared.runBy === null ? [] : [canaryBeside(prepared.runBy)]
  const refusals = [...(await withKnownCauses(publisher, held.live, refusalsOf(checks))), ...beside]
  const dry = order.dryRun ? { holds, changes: await changesOf(publisher, held, proposal) } : {}
  if (refusals.length > 0) return conclude('refused', { checks, refusals, ...dry })
  const changed = changedExperiments(held, proposal)
  if (order.dryRun) return conclude('dry-run', { checks, receipt: receipt(changed), ...dry })

  await useUp(publisher, lifted, { actor: order.actor, use: `publish of ${held.region} as ${held.sequence}` })
  await rememberPending(publisher, held, prepared.content, order)
  const put = await putShards(prepared.sealed, await liveHashes(held.live, publisher.sink), publisher.sink)
  await ensureTakedowns(publisher, held.region)
  const overrides = [...lifted.overrides, ...meantLoss(held.live, prepared.content)]
  await announceOrdered(publisher, held, prepared.content, { ...order, canary, overrides })
  if (canary !== null) {
    const byItself = order.canary === null
    await noteRunTrial(publisher, held, prepared, { live: proposal.live, byItself })
  }
  await noteCompiled(publisher, held, prepared, canary ? null : held.sequence)
  if (canary === null) await beginWave(publisher, held, prepared.content, order.actor)
  const outcome = canary ? 'canary' : 'published'
  return conclude(outcome, { sequence: held.sequence, checks, receipt: receipt({ ...put, ...changed }) })
}

/**
 * The result for a region whose inputs have not changed since the live snapshot was compiled; the schedule is not read.
 */
async function withoutReading(
  publisher: PublisherContext,
  held: LockedRegion,
  order: PublishOrder,
): Promise<PublishResult | null> {
  const { live, region } = held
  if (live === null || order.mend || order.dryRun || !(await unchangedSince(publisher, live))) return null
  await ensureTakedowns(publisher, region)
  if (await wantsRenewal(publisher, held)) return null
  const { sequence, snapshot } = live
  return { region, outcome: 'unchanged', sequence, snapshot, checks: [], refusals: [], receipt: null }
}

/** Announces to all viewers, or as a canary to a share of them. */
async function announceOrdered(
  publisher: PublisherContext,
  held: LockedRegion,
  content: Content,
  { actor, reason, canary, overrides }: PublishOrder & { readonly overrides: PointerPayload['overrides'] },
): Promise<void> {
  if (canary === null || held.live === null) {
    await announceContent(publisher, held, content, { actor, reason, canary: null, overrides })
    return
  }
  const arm = armOf(publisher, held, content, canary)
  await announceContent(publisher, held, held.live, { actor, reason, canary: arm, overrides })
}

/** The canary of content, as a pointer has it. */
export function armOf(
  { now }: Pick<PublisherContext, 'now'>,
  { sequence }: Pick<LockedRegion, 'sequence'>,
  content: Content,
  { permille, forMs }: NonNullable<PublishOrder['canary']>,
): CanaryArm {
  const at = now()
  const until = new Date(at + forMs).toISOString()
  return { ...contentOf(content), permille, startedAs: sequence, startedAt: new Date(at).toISOString(), until }
}

/** Handles an unchanged snapshot: repairs what storage lost, and announces again what needs a new pointer. */
async function standStill(publisher: PublisherContext, held: LockedRegion, prepared: Prepared, order: PublishOrder) {
  const { values } = prepared.sealed
  const everything = new Set(values.map(({ sha256 }) => sha256))
  const mended = order.mend ? await putShards(prepared.sealed, everything, publisher.sink) : {}
  await ensureTakedowns(publisher, held.region)
  const renewed = await wantsRenewal(publisher, held)
  if (renewed) await announceContent(publisher, held, prepared.content, { actor: order.actor, reason: order.reason })
  return { ...mended, renewed }
}

/**
 * Whether an unchanged snapshot must be announced again at once. That is so when a higher sequence was announced, since
 * readers of it refuse a lower one, and when the snapshot was compiled before a narrowing that did not change it: until
 * it is announced as knowing of it, that narrowing withdraws from it.
 */
async function wantsRenewal(publisher: PublisherContext, { live, region, announced }: LockedRegion): Promise<boolean> {
  if (live === null || live.sequence < announced) return true
  if (ageElsewhere(Date.parse(live.createdAt), publisher.now()) > RENEW_AFTER_MS) return true
  const takedowns = await liveTakedowns(region, publisher)
  const isLater = takedowns?.narrowings.some(({ number }) => number > live.narrowed && number < FORGOTTEN_FROM)
  // Entries in the packed part do not show their numbers here, so the store is asked.
  return isLater || (takedowns?.packed != null && (await knownNarrowings(publisher.redis)) > live.narrowed)
}

function concluded(
  { region, live }: LockedRegion,
  { content }: Prepared,
  end: Pick<PublishResult, 'outcome'> & Partial<PublishResult>,
): PublishResult {
  const sequence = live?.sequence ?? null
  return { region, sequence, snapshot: content.snapshot, checks: [], refusals: [], receipt: null, ...end }
}

function refusalsOf(checks: readonly ReportedCheck[]) {
  return checks.filter(({ passed }) => !passed).map(({ check, detail, findings }) => ({ check, detail, findings }))
}
