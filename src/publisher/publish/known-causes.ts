import type { PublishRefusal } from '../../contracts/ops/answers/publish.ts'
import type { AuditEntry } from '../../schedule/reports/audit-log.ts'
import { readAudit } from '../../schedule/reports/audit-log.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** Checks of changes, which an ingest may have caused. */
const ASKS_WHY: readonly string[] = ['count-change', 'lost-coverage', 'changed-decisions', 'absurd-window']
/** How many audit entries are searched, and how many causes are named. */
const LOOKED_BACK = 200
const NAMED = 5

/**
 * Adds to refusals the changes of the schedule since the live snapshot was announced: who sent what, and when. A change
 * "without a cause" in a campaign mostly came with one of them.
 */
export async function withKnownCauses(
  publisher: PublisherContext,
  live: PointerPayload | null,
  refusals: readonly PublishRefusal[],
): Promise<readonly PublishRefusal[]> {
  if (live === null || !refusals.some(({ check }) => ASKS_WHY.includes(check))) return refusals
  // An unreadable audit log costs the causes, but the refusal stands.
  const entries = await readAudit(publisher.redis, LOOKED_BACK).catch(() => [])
  const since = entries.filter(({ at, action }) => at >= Date.parse(live.createdAt) && changesSchedule(action))
  if (since.length === 0) return refusals
  const more = since.length > NAMED ? [`and ${since.length - NAMED} changes before`] : []
  const causes = [...since.slice(0, NAMED).map(inWords), ...more]
  return refusals.map((refusal) => {
    if (!ASKS_WHY.includes(refusal.check)) return refusal
    return { ...refusal, causes, detail: `${refusal.detail}; since then: ${causes.join('; ')}` }
  })
}

function changesSchedule(action: string): boolean {
  return action.startsWith('ingest') || action.startsWith('campaign.') || action === 'restore'
}

/** `ingest.approve by mia at 2026-11-22 12:00 (bat_…, 60 records)`. */
function inWords({ action, actor, at, target, after }: AuditEntry): string {
  const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  const accepted = typeof after === 'object' && after !== null && 'accepted' in after ? after.accepted : null
  const records = typeof accepted === 'number' ? `, ${accepted} records` : ''
  return `${action} by ${actor} at ${when} (${target}${records})`
}
