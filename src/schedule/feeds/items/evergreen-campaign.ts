import { campaign } from '../../../model/nouns/campaign.ts'
import { type DocumentRecord, readStored, stageRecords } from '../../ingest/stage-records.ts'
import type { DeliveryRun } from '../delivery-run.ts'

/**
 * Stages the feed's evergreen campaign with the first videos that it brings: a draft like any other, which selects all
 * of the feed's assets. People approve and change it. It is staged once more only to be approved, as it is by then, when
 * a delivery comes with `approve`.
 */
export async function stageEvergreen(run: DeliveryRun): Promise<void> {
  const { feedId, order } = run
  const { provides, territories, aspect, kind, owner } = order.feed.settings
  const hasAssets = [...run.staged.values()].some(({ type }) => type === 'asset')
  if (!run.hasLedger || !provides.includes('assets')) return
  const record = campaign.parse({
    v: 1,
    type: 'campaign',
    id: `cmp_${feedId}-evergreen`,
    name: `All of ${feedId}`,
    owner,
    assets: { feed: feedId },
    territories,
    surfaces: run.dependencies.surfacesFor({ aspect, kind }),
    start: new Date(run.dependencies.now()).toISOString().slice(0, 19),
    timeZone: 'UTC',
    priority: 'evergreen',
  })
  const stored = await readStored(run.dependencies, [{ record }])
  const before = stored.get(record.id)?.record
  if (before === undefined ? !hasAssets : !(order.approve && isWaiting(before))) return
  const context = { ...run.dependencies, moves: run.moves }
  const outcome = await stageRecords(context, run.batch, [{ record: before ?? record, line: 1 }], run.policy, stored)
  run.stage(outcome.staged)
}

function isWaiting(record: DocumentRecord['record']): boolean {
  return record.type === 'campaign' && (record.status === 'draft' || record.status === 'review')
}
