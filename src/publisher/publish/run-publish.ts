import type { PublishResult } from '../../contracts/ops/answers/publish.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { appendPublishEntry, readPublishLog } from '../../schedule/publishing/publish-log.ts'
import { appendAudit } from '../../schedule/reports/audit-log.ts'
import { candidatesOf } from '../../snapshot/floor.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { publishRegion } from './cycle.ts'
import { tellingOverridable } from './overridable.ts'
import type { PublishOrder } from './publish-order.ts'
import { withRegion } from './region-lock.ts'
import { publishWeights } from './weights-cycle.ts'

/** How much of the refusals of a publish the audit log keeps; the log of publishes has all of them. */
const REFUSALS_MAX = 10
const DETAIL_LENGTH = 300

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
  const ended = await attempt.catch((error: unknown) => {
    if (error instanceof OpsProblem) throw error
    return refusedBy(order.region, error)
  })
  const result = tellingOverridable(ended, publisher.rules.publish)
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
  const by = { at, actor: order.actor, role: publisher.role ?? null, target: region }
  const before = live && { sequence: live.sequence, snapshot: live.snapshot, candidates: candidatesOf(live) }
  if (outcome === 'refused') {
    const refusals = result.refusals.map(({ check, detail }) => ({ check, detail: detail.slice(0, DETAIL_LENGTH) }))
    const after = { snapshot, refusals: refusals.slice(0, REFUSALS_MAX), reason: order.reason }
    await appendAudit(publisher.redis, { ...by, action: 'publish.refused', before, after })
  }
  if (outcome !== 'published' && outcome !== 'canary') return
  const action = outcome === 'canary' ? 'region.canary' : 'publish'
  const { candidates = null, changedExperiments: experiments } = result.receipt ?? {}
  const after = { sequence, snapshot, candidates, ...(experiments && { experiments }), reason: order.reason }
  await appendAudit(publisher.redis, { ...by, action, before, after })
}

/**
 * Whether this refusal is the last one again, word for word: the cron would otherwise push older entries out of the
 * log.
 */
async function isKnownRefusal(publisher: PublisherContext, { region, refusals }: PublishResult): Promise<boolean> {
  const [last] = await readPublishLog(publisher.redis, region, 1)
  return last?.outcome === 'refused' && JSON.stringify(last.refusals) === JSON.stringify(refusals)
}
