import type { CheckResult } from '../../compile/checks/proposal.ts'
import type { PublishRefusal } from '../../contracts/ops/answers/publish.ts'
import type { SnapshotWeights } from '../../model/columns/snapshot.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { canaryBeside, runTriedBy } from '../publish/canary-beside.ts'
import { type LiftedChecks, liftedChecks } from '../publish/lifted-checks.ts'
import type { PublishOrder } from '../publish/publish-order.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { checkResults } from './check-results.ts'
import { freshResults } from './fresh-results.ts'
import { learnedCanary } from './learned-trial.ts'

/** What a publish of weights says of results. */
export interface LearnedWeights {
  /** What all viewers get. */
  readonly weights: SnapshotWeights
  /** What a canary gets first, because it changes many answers; null: nothing is tried. */
  readonly tried: { readonly weights: SnapshotWeights; readonly canary: NonNullable<PublishOrder['canary']> } | null
  readonly checks: readonly CheckResult[]
  /** Why new results wait; all else goes out. */
  readonly refusals: readonly PublishRefusal[]
  readonly lifted: LiftedChecks | null
}

/**
 * Weights with what is known of results by now. Where that changes many answers it goes to a canary first, or waits for
 * two persons; and where it cannot be told, weights go out without it.
 */
export async function learnedWeights(
  publisher: PublisherContext,
  live: PointerPayload,
  steady: SnapshotWeights,
): Promise<LearnedWeights> {
  const without: LearnedWeights = { weights: steady, tried: null, checks: [], refusals: [], lifted: null }
  // A region that is pinned or tries a canary waits anyway.
  if (isOpen(live.pinnedUntil, publisher.now()) || isOpen(live.canary?.until, publisher.now())) return without
  try {
    const fresh = await freshResults(publisher, live)
    if (fresh === null) return without
    const weights = { ...steady, ...fresh.columns }
    const given = { live: { ...fresh.snapshot, weights: steady }, narrowed: live.narrowed, weights }
    const lifted = await liftedChecks(publisher, live.region, [await checkResults(publisher, live.region, given)])
    const checks = lifted.results
    const refused = checks.filter(({ passed }) => !passed)
    const refusals = refused.map(({ check, detail, findings }) => ({ check, detail, findings }))
    if (refusals.length > 0) return { ...without, checks, refusals }
    const canary = learnedCanary(publisher.rules, checks)
    const runBy = runTriedBy(fresh.snapshot.rules)
    if (canary !== null && runBy !== null) return { ...without, checks, refusals: [canaryBeside(runBy)] }
    if (canary !== null) return { weights: steady, tried: { weights, canary }, checks, refusals, lifted }
    return { weights, tried: null, checks, refusals, lifted }
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ level: 'error', code: 'results-not-learned', region: live.region, name }))
    return without
  }
}

function isOpen(until: string | null | undefined, now: number): boolean {
  return !!until && now < Date.parse(until)
}
