import type { ItemFinding } from '../../contracts/ops/answers/deliveries.ts'
import type { FeedFinding } from '../../ingest/feeds/feed-finding.ts'
import type { Draft, FeedItem } from '../../ingest/feeds/feed-reader.ts'
import { appendAudit } from '../reports/audit-log.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { deliver } from './deliver.ts'
import type { DeliveryDependencies, KnownFeed } from './delivery-run.ts'
import { FIX } from './stores/delivery-store.ts'
import { dropQuarantined, type QuarantinedItem, readQuarantined, writeQuarantined } from './stores/quarantine-store.ts'

/** What a fix or a release did. */
export interface MendedItem {
  readonly entry: QuarantinedItem
  readonly outcome: 'promoted' | 'refused'
  /** What is still wrong with the item, and the warnings. */
  readonly findings: readonly ItemFinding[]
}

/**
 * Applies a person's fix to an item, and brings it into force if nothing is wrong with it any more. The fix then outlives
 * later deliveries for as long as the source repeats the same faults. A fix that does not help changes nothing.
 */
export async function fixItem(
  dependencies: DeliveryDependencies,
  feed: KnownFeed,
  entry: QuarantinedItem,
  { patch, actor }: { readonly patch: NonNullable<QuarantinedItem['patch']>; readonly actor: string },
): Promise<MendedItem> {
  const known = entry.drafts.map(({ id }) => id)
  const unknown = Object.keys(patch).find((id) => !known.includes(id))
  if (unknown !== undefined) {
    throw new ScheduleError('refused', `${unknown} is no record of this item; it has ${known.join(', ') || 'none'}`)
  }
  await writeQuarantined(dependencies.redis, [{ ...entry, patch, fixed: false }])
  const mended = await tryAgain(dependencies, feed, entry, actor).catch(async (error: unknown) => {
    // Nothing was tried yet: the fix must not take effect by itself later, when its author believes that it failed.
    const isUntried = error instanceof ScheduleError && (error.kind === 'busy' || error.kind === 'refused')
    if (isUntried) await writeQuarantined(dependencies.redis, [entry])
    throw error
  })
  if (mended.outcome === 'refused') await writeQuarantined(dependencies.redis, [entry])
  else await audit(dependencies, 'quarantine.fix', entry, { actor, patch })
  return mended
}

/** Tries an item again as it is: what it lacked may be there by now. */
export async function releaseItem(
  dependencies: DeliveryDependencies,
  feed: KnownFeed,
  entry: QuarantinedItem,
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<MendedItem> {
  const mended = await tryAgain(dependencies, feed, entry, actor)
  if (mended.outcome === 'promoted') await audit(dependencies, 'quarantine.release', entry, { actor, reason })
  return mended
}

/** Drops an entry: the last good version of the item stays in force, and the next delivery judges it anew. */
export async function dropItem(
  dependencies: DeliveryDependencies,
  entry: QuarantinedItem,
  { actor }: { readonly actor: string },
): Promise<void> {
  await dropQuarantined(dependencies.redis, entry.feed, new Map([[entry.key, entry.quarantine]]))
  await audit(dependencies, 'quarantine.drop', entry, { actor })
}

async function tryAgain(
  dependencies: DeliveryDependencies,
  feed: KnownFeed,
  entry: QuarantinedItem,
  actor: string,
): Promise<MendedItem> {
  if (entry.source === '' || entry.drafts.length === 0) {
    const why = entry.source === '' ? 'its source was not kept, as too many items were faulty' : 'it has no records'
    throw new ScheduleError('refused', `${entry.quarantine} cannot be tried again: ${why}; deliver it again`)
  }
  const report = await deliver(
    dependencies,
    {
      ...{ feed, actor, mode: 'delta', dryRun: false, approve: false, byHand: true },
      delivery: `${FIX}${dependencies.newToken()}`,
    },
    once(itemOf(entry)),
  )
  const outcome = report.quarantined > 0 ? 'refused' : 'promoted'
  const now = await readQuarantined(dependencies.redis, entry.quarantine)
  const left: QuarantinedItem = { ...entry, fixed: outcome === 'promoted' }
  return { entry: now ?? left, outcome, findings: report.refused }
}

/** The item as its source said it; what the reader found in it is found again. */
function itemOf({ item, line, source, drafts, findings, mapped }: QuarantinedItem): FeedItem {
  const found = findings.slice(0, mapped).map(({ item: _item, ...finding }) => finding as FeedFinding)
  return {
    kind: 'item',
    itemId: item,
    line,
    source,
    map: () => ({ drafts: drafts as readonly Draft[], findings: found }),
  }
}

async function* once(item: FeedItem): AsyncGenerator<FeedItem> {
  yield item
}

async function audit(
  { redis, now, role }: DeliveryDependencies,
  action: string,
  { quarantine, feed, item }: QuarantinedItem,
  { actor, ...after }: { readonly actor: string } & Readonly<Record<string, unknown>>,
): Promise<void> {
  const before = { feed, item }
  await appendAudit(redis, { at: now(), actor, role: role ?? null, action, target: quarantine, before, after })
}
