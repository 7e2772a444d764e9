import type { PublishResult } from '../../contracts/ops/answers/publish.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { appendPublishEntry, readPublishLog } from '../../schedule/publishing/publish-log.ts'
import { appendAudit } from '../../schedule/reports/audit-log.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { publishRegion } from './cycle.ts'
import type { PublishOrder } from './publish-order.ts'
import { withRegion } from './region-lock.ts'
import { publishWeights } from './weights-cycle.ts'

export interface RunOrder extends PublishOrder {
  readonly region: RegionId
}

/**
 * The only way to production: cron, command line and console all publish with this. Takes the region's lock, runs the
 * cycle, and logs the result in any case.
 */
export async function runPublish(publisher: PublisherContext, order: RunOrder): Promise<PublishResult> {
  const before: Before = { live: null }
  const cycle = order.scope === 'weights' ? publishWeights : publishRegion
  const attempt = withRegion(publisher, order.region, (held) => {
    before.live = held.live
    return cycle(publisher, held, order)
  })
  const result = await attempt.catch((error: unknown) => {
    if (error instanceof OpsProblem) throw error
    return refusedBy(order.region, error)
  })
  if (order.dryRun) return result
  // What was announced is live, even if the store cannot log it; then only the answer reports it.
  await writeDown(publisher, order, before, result).catch((error: unknown) =>
    console.error(JSON.stringify({ level: 'error', code: 'publish-not-logged', name: nameOf(error) })),
  )
  return result
}

/** A region keeps its last good snapshot, whatever went wrong; the reason goes into the status and the log. */
function refusedBy(region: RegionId, error: unknown): PublishResult {
  const detail = error instanceof Error ? error.message.slice(0, 300) : 'unknown failure'
  return {
    region,
    outcome: 'refused',
    sequence: null,
    snapshot: null,
    checks: [],
    refusals: [{ check: 'cycle', detail }],
    receipt: null,
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}

/** The state when the region's lock was taken. */
interface Before {
  live: PointerPayload | null
}

async function writeDown(
  publisher: PublisherContext,
  order: RunOrder,
  { live }: Before,
  result: PublishResult,
): Promise<void> {
  // An unchanged region is not logged, unless it was announced again: the cron would fill the log with nothing.
  if (result.outcome === 'unchanged' && !result.receipt?.renewed) return
  // Nor new weights of the cron: shares change every five minutes, and the pointer itself says who announced it.
  if (result.outcome === 'published' && order.scope === 'weights' && order.actor === 'cron') return
  const at = publisher.now()
  const { region, outcome, sequence, snapshot } = result
  if (outcome === 'refused' && order.actor === 'cron' && (await isKnownRefusal(publisher, result))) return
  await appendPublishEntry(publisher.redis, region, { ...result, at, actor: order.actor })
  if (outcome !== 'published' && outcome !== 'canary') return
  await appendAudit(publisher.redis, {
    at,
    actor: order.actor,
    role: publisher.role ?? null,
    action: outcome === 'canary' ? 'region.canary' : 'publish',
    target: region,
    before: live && { sequence: live.sequence, snapshot: live.snapshot },
    after: { sequence, snapshot, reason: order.reason },
  })
}

/**
 * Whether this refusal is the last one again, word for word: the cron would otherwise push older entries out of the
 * log.
 */
async function isKnownRefusal(publisher: PublisherContext, { region, refusals }: PublishResult): Promise<boolean> {
  const [last] = await readPublishLog(publisher.redis, region, 1)
  return last?.outcome === 'refused' && JSON.stringify(last.refusals) === JSON.stringify(refusals)
}
