import type { DeliveryReport } from '../../contracts/ops/answers/deliveries.ts'
import type { WithdrawalImpact } from '../../contracts/ops/answers/ingest.ts'
import type { DeliveryFacts, Hold } from '../../ingest/parts/holds.ts'
import { underOrders } from '../ingest/ingest-report.ts'
import type { Promoted } from '../ingest/promote-sound.ts'
import type { DeliveryRun } from './delivery-run.ts'
import type { Missing } from './items/withdraw-missing.ts'

/** What came of a delivery, beside what its run counted. */
interface Ending {
  readonly outcome: DeliveryReport['outcome']
  readonly held: Hold | null
  readonly missing: Missing
  readonly revision: number
  /** When the last delivery that is in force began, in milliseconds since 1970; null: there is none. */
  readonly watermark: number | null
  readonly promoted?: Promoted
  readonly impact?: WithdrawalImpact | undefined
}

/** The report of a delivery: it accounts for every item. */
export function reportOf(run: DeliveryRun, ending: Ending): DeliveryReport {
  const { feedId, order } = run
  const { outcome, held, missing, revision, watermark, promoted, impact } = ending
  return {
    feed: feedId,
    delivery: order.dryRun ? null : order.delivery,
    mode: order.mode,
    dryRun: order.dryRun,
    outcome,
    held,
    ...countsOf(run),
    removed: missing.items.length,
    warnings: run.warnings,
    records: recordCounts(run),
    refused: [...run.listed],
    refusedCount: run.findingCount,
    watermark: watermark === null ? null : new Date(watermark).toISOString(),
    withdrawn: promoted?.withdrawn ?? {
      records: impact?.records ?? 0,
      regions: impact?.regions.map(({ region }) => region) ?? [],
      waiting: [],
    },
    revision,
    ...(impact && { impact }),
    ...(promoted?.moves && underOrders(promoted.moves.orders)),
  }
}

/** Items by what came of them. */
export function countsOf(run: DeliveryRun): Pick<DeliveryReport, 'items' | 'accepted' | 'unchanged' | 'quarantined'> {
  let accepted = 0
  let unchanged = run.unchanged + run.repeated
  for (const [key, { records }] of run.items) {
    if (run.deleted.has(key) || records.some((id) => run.staged.has(id))) accepted += 1
    else unchanged += 1
  }
  const quarantined = run.quarantined.size
  return { items: accepted + unchanged + quarantined, accepted, unchanged, quarantined }
}

/** Records that items brought and that are new or changed; what is withdrawn is counted by its items. */
function recordCounts(run: DeliveryRun): DeliveryReport['records'] {
  const counts = { title: 0, asset: 0, campaign: 0 }
  for (const { id, type } of run.staged.values()) if (run.bringers.has(id) || type === 'campaign') counts[type] += 1
  return counts
}

/** What is known about a delivery as a whole. */
export function factsOf(run: DeliveryRun, missing: Missing, withdraws: readonly string[]): DeliveryFacts {
  const { items, quarantined } = countsOf(run)
  const { before, mediaBefore, churned } = missing
  return {
    items,
    quarantined,
    before,
    removed: missing.items.length - run.deleted.size,
    mediaBefore,
    churned,
    broken: run.broken,
    maxRemovedPercent: run.order.feed.settings.maxRemovedPercent,
    withdraws,
  }
}
