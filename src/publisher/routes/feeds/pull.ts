import type { DeliveryReport } from '../../../contracts/ops/answers/deliveries.ts'
import { feedInPath } from '../../../contracts/ops/requests/paths.ts'
import { readFeedState } from '../../../schedule/feeds/stores/delivery-store.ts'
import { readFeed } from '../../../schedule/feeds/stores/feed-store.ts'
import { readRevision } from '../../../schedule/store/read-documents.ts'
import { pullStoredFeed, type StoredPullResult } from '../../feeds/pull/pull-stored-feed.ts'
import { OpsProblem } from '../../ops-problem.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters } from '../ops-context.ts'

/** `POST /ops/v1/feeds/{id}/pull`: fetches a feed from its source now, and delivers it. */
export async function pullNow(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const name = feedInPath.safeParse(context.req.param('id'))
  if (!name.success) throw notPulled('no-feed')
  const publisher = context.get('publisher')
  const result = await pullStoredFeed(publisher, name.data, { actor: context.get('actor'), when: 'now' })
  if (result.outcome === 'failed') throw new OpsProblem(502, 'The source cannot be used', result.why)
  if (result.outcome === 'delivered') return answer<DeliveryReport>(context).with(result.report)
  if (result.outcome !== 'unchanged') throw notPulled(result.outcome)
  return answer<DeliveryReport>(context).with(await unchangedReport(publisher, name.data))
}

function notPulled(outcome: Exclude<StoredPullResult['outcome'], 'delivered' | 'unchanged' | 'failed'>): OpsProblem {
  if (outcome === 'no-feed') return new OpsProblem(404, 'No such feed', 'ff feeds list shows the feeds.', 'id')
  if (outcome === 'no-url') {
    return new OpsProblem(409, 'It is sent, not fetched', 'Set the url of the feed, or deliver to it.', 'url')
  }
  return new OpsProblem(409, 'It is being fetched', 'Somebody is fetching the feed just now; look at it in a moment.')
}

/** The source says that nothing has changed, so no item was sent. */
async function unchangedReport({ redis }: PublisherContext, feed: string): Promise<DeliveryReport> {
  const [stored, { watermark }, revision] = await Promise.all([
    readFeed(redis, feed),
    readFeedState(redis, feed),
    readRevision(redis),
  ])
  const counts = { items: 0, accepted: 0, unchanged: 0, quarantined: 0, removed: 0, warnings: 0, refusedCount: 0 }
  return {
    feed,
    delivery: null,
    mode: stored?.settings.mode ?? 'full',
    dryRun: false,
    outcome: 'unchanged',
    held: null,
    ...counts,
    records: { title: 0, asset: 0, campaign: 0 },
    refused: [],
    watermark: watermark === null ? null : new Date(watermark).toISOString(),
    withdrawn: { records: 0, regions: [], waiting: [] },
    revision,
  }
}
