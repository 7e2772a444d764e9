import type { DeliveryAnswer, DeliveryList, DeliveryReport } from '../../../contracts/ops/answers/deliveries.ts'
import { type DeliveryQuery, decisionOrder, deliveryQuery } from '../../../contracts/ops/requests/feeds.ts'
import { deliveryInPath } from '../../../contracts/ops/requests/paths.ts'
import { readFeed } from '../../../feeds/read-feed.ts'
import { MANUAL_FEED } from '../../../model/feeds/feed-settings.ts'
import { DEFAULT_FEED_FORMAT } from '../../../model/messages/feed-formats.ts'
import type { FeedAction } from '../../../model/policies/access.ts'
import { deliver } from '../../../schedule/feeds/deliver.ts'
import { discardDelivery, releaseDelivery } from '../../../schedule/feeds/held-delivery.ts'
import { listDeliveries, readDelivery, type StoredDelivery } from '../../../schedule/feeds/stores/delivery-store.ts'
import { receivedChunks } from '../../../schedule/feeds/stores/uploads.ts'
import { requireFeed } from '../../access/require-feed.ts'
import { BY_HAND, feedName, knownFeed } from '../../feeds/known-feed.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody, readQuery } from '../ops-context.ts'
import { withUpload } from '../schedule.ts'
import { DELIVERY_TITLES, dependenciesOf, lapsedAsConflict, modeOf, requireUnpackable } from './delivery-options.ts'

/** `POST /ops/v1/feeds/{id}/deliveries[?mode=][&format=][&dryRun=1][&approve=1]`: a whole delivery in, its report out. */
export async function deliverFeed(context: OpsContext): Promise<Response> {
  const query = readQuery(context, deliveryQuery, DELIVERY_TITLES)
  return deliverBody(context, feedName(context.req.param('id')), query)
}

/** The body of the request as a delivery of a feed. */
export async function deliverBody(
  context: OpsContext,
  name: string,
  { format, territories, dryRun, ...options }: DeliveryQuery,
): Promise<Response> {
  requireUnpackable(context)
  const { redis, newToken, now } = context.get('publisher')
  if (name !== MANUAL_FEED && territories !== undefined) {
    throw new OpsProblem(400, 'Territories', `The feed ${name} has its own: leave them out.`, 'territories')
  }
  const known = await knownFeed(redis, name, { format: format ?? DEFAULT_FEED_FORMAT, territories })
  const settings = format === undefined ? known.settings : { ...known.settings, format }
  const feed = { ...known, settings }
  const dependencies = dependenciesOf(context)
  const order = {
    feed,
    dryRun,
    actor: context.get('actor'),
    delivery: `del_${newToken()}`,
    ...modeOf(context, feed, options),
  }
  const reading = { ...dependencies.lookups, feedId: name, feed: settings, now: now() }
  const report = await withUpload(context, (bytes) => deliver(dependencies, order, readFeed(bytes, reading)))
  return answer<DeliveryReport>(context).with(report)
}

/** `GET /ops/v1/feeds/{id}/deliveries`: the last ones, the newest first. */
export async function feedDeliveries(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const name = feedName(context.req.param('id'))
  const { redis } = context.get('publisher')
  await knownFeed(redis, name, BY_HAND)
  const deliveries = await listDeliveries(redis, name)
  return answer<DeliveryList>(context).with({
    deliveries: deliveries.map(({ report, items, ...each }) => ({
      ...inShort(each),
      held: each.state === 'held' ? (report?.held ?? null) : null,
      items: report?.items ?? items,
      accepted: report?.accepted ?? 0,
      quarantined: report?.quarantined ?? 0,
      removed: report?.removed ?? 0,
    })),
  })
}

/** `GET /ops/v1/deliveries/{id}`: where it is, which chunks are there, and its report. */
export async function delivery(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  return answered(context, await storedDelivery(context, 'feed.read'))
}

/** `POST /ops/v1/deliveries/{id}/release`: puts a held delivery in force. */
export async function release(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const held = await storedDelivery(context, 'feed.manage')
  const { reason } = await readBody(context, decisionOrder)
  if (held.state !== 'held') throw notSo(held, 'only a held one can be released')
  const feed = await knownFeed(context.get('publisher').redis, held.feed, BY_HAND)
  const order = { actor: context.get('actor'), reason }
  const released = await releaseDelivery(dependenciesOf(context), feed, held, order).catch(lapsedAsConflict)
  return answer<DeliveryReport>(context).with(released)
}

/**
 * `POST /ops/v1/deliveries/{id}/discard`: throws a delivery away that is held, or that waits for its chunks. Whoever may
 * deliver may throw away what waits.
 */
export async function discard(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const stored = await storedDelivery(context, 'feed.read')
  requireFeed(context, stored.state === 'open' ? 'feed.deliver' : 'feed.manage', stored.feed)
  const { reason } = await readBody(context, decisionOrder)
  if (stored.state !== 'held' && stored.state !== 'open')
    throw notSo(stored, 'only a held or open one can be discarded')
  const order = { actor: context.get('actor'), reason }
  return answered(context, await discardDelivery(dependenciesOf(context), stored, order))
}

/**
 * The delivery in the path, of a feed for which the caller may do this.
 *
 * @throws OpsProblem 404, also for a delivery of a feed that the caller may not even read
 */
export async function storedDelivery(context: OpsContext, action: FeedAction): Promise<StoredDelivery> {
  const id = deliveryInPath.safeParse(context.req.param('id'))
  const stored = id.success ? await readDelivery(context.get('publisher').redis, id.data) : null
  const permission = context.get('permission')
  if (stored === null || ![action, 'feed.read' as const].some((each) => permission.reachesFeed(each, stored.feed))) {
    const told = 'No delivery of the last 30 days has this id; ff feeds deliveries FEED lists them.'
    throw new OpsProblem(404, 'No such delivery', told, 'id')
  }
  requireFeed(context, action, stored.feed)
  return stored
}

/** 409: the delivery is in another state. */
export function notSo({ delivery: id, state }: StoredDelivery, rule: string): OpsProblem {
  return new OpsProblem(409, 'Not in this state', `${id} is ${state}: ${rule}.`, 'id')
}

async function answered(context: OpsContext, stored: StoredDelivery): Promise<Response> {
  const isOpen = stored.state === 'open'
  const chunks = isOpen ? await receivedChunks(context.get('publisher').redis, stored.delivery) : new Map()
  return answer<DeliveryAnswer>(context).with({
    ...inShort(stored),
    chunks: [...chunks.keys()],
    progress: stored.state === 'running' ? { items: stored.items } : null,
    report: stored.report,
  })
}

function inShort({ delivery: id, feed, mode, state, actor, at }: Omit<StoredDelivery, 'report' | 'items'>) {
  return { delivery: id, feed, mode, state, actor, at: new Date(at).toISOString() }
}
