import type { FeedAnswer, FeedList } from '../../../contracts/ops/answers/feeds.ts'
import { feedOrder } from '../../../contracts/ops/requests/feeds.ts'
import { isTimeZone } from '../../../feeds/feed-lookups.ts'
import { type FeedSettings, MANUAL_FEED } from '../../../model/feeds/feed-settings.ts'
import { expandTerritories } from '../../../rules/lookup/expand-territories.ts'
import { readFeedState } from '../../../schedule/feeds/stores/delivery-store.ts'
import {
  listFeeds,
  OtherRevision,
  readFeed,
  type StoredFeed,
  writeFeed,
} from '../../../schedule/feeds/stores/feed-store.ts'
import { readPull, type StoredPull } from '../../../schedule/feeds/stores/pull-store.ts'
import { freshnessIn } from '../../feeds/freshness.ts'
import { feedName, noSuchFeed } from '../../feeds/known-feed.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { changedMeanwhile, entityTag, revisionSeen } from '../if-match.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'

/** `GET /ops/v1/feeds`: the feeds that the caller may see, by name. */
export async function feeds(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const permission = context.get('permission')
  const stored = await listFeeds(context.get('publisher').redis)
  const readable = stored.filter(({ feed }) => permission.reachesFeed('feed.read', feed))
  return answer<FeedList>(context).with({ feeds: await Promise.all(readable.map((each) => described(context, each))) })
}

/** `GET /ops/v1/feeds/{id}`: its settings, with the revision as `ETag`. */
export async function feed(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const name = feedName(context.req.param('id'))
  const stored = await readFeed(context.get('publisher').redis, name)
  if (stored === null) throw noSuchFeed(name)
  return tagged(context, stored)
}

/** `PUT /ops/v1/feeds/{id}`: sets a feed up, or changes the revision that the caller saw. */
export async function setFeed(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const name = feedName(context.req.param('id'))
  const settings = await readBody(context, feedOrder)
  if (name === MANUAL_FEED) {
    const told = `${MANUAL_FEED} is the feed of what is sent by hand, and has no settings: choose another name.`
    throw new OpsProblem(409, 'A reserved name', told, 'id')
  }
  checkSettings(context, settings)
  const publisher = context.get('publisher')
  const before = await readFeed(publisher.redis, name)
  const expected = revisionSeen(context, before?.revision ?? null)
  const order = { expected, actor: context.get('actor') }
  const stored = await writeFeed(publisher, name, settings, order).catch((error: unknown) => {
    throw error instanceof OtherRevision ? changedMeanwhile(error.revision) : error
  })
  return tagged(context, stored)
}

/** What only the rules and the platform know of settings. */
function checkSettings(context: OpsContext, { territories, timeZone }: FeedSettings): void {
  const { unknown } = expandTerritories(context.get('publisher').rules, territories)
  if (unknown.length > 0) {
    const told = `There is no territory or group ${unknown.join(' ').slice(0, 100)}.`
    throw new OpsProblem(400, 'Unknown territory', told, 'territories')
  }
  if (timeZone !== 'territory' && !isTimeZone(timeZone)) {
    throw new OpsProblem(400, 'Unknown time zone', 'An IANA zone, such as Europe/Berlin, or territory.', 'timeZone')
  }
}

async function tagged(context: OpsContext, stored: StoredFeed): Promise<Response> {
  const body = await described(context, stored)
  context.header('etag', entityTag(stored.revision))
  return answer<FeedAnswer>(context).with(body)
}

async function described(context: OpsContext, stored: StoredFeed): Promise<FeedAnswer> {
  const { feed: name, revision, settings } = stored
  const publisher = context.get('publisher')
  const { redis, now } = publisher
  const { watermark, last, items, quarantined } = await readFeedState(redis, name)
  const ageSeconds = watermark === null ? null : Math.max(0, Math.floor((now() - watermark) / 1000))
  return {
    feed: name,
    revision,
    ...settings,
    watermark: watermark === null ? null : new Date(watermark).toISOString(),
    ageSeconds,
    stale: ageSeconds === null || ageSeconds > settings.freshnessMinutes * 60,
    lastDelivery: lastOf(last),
    lastPull: pullOf(await readPull(redis, name)),
    items,
    quarantined,
    freshness: await freshnessIn(publisher, stored),
  }
}

function pullOf(pull: StoredPull | null): FeedAnswer['lastPull'] {
  if (pull === null) return null
  const { at, outcome, why } = pull
  return { at: new Date(at).toISOString(), outcome, why }
}

function lastOf(last: Awaited<ReturnType<typeof readFeedState>>['last']): FeedAnswer['lastDelivery'] {
  if (last === null || last.outcome === 'open' || last.outcome === 'running') return null
  const { delivery, outcome, at } = last
  return { delivery, outcome, at: new Date(at).toISOString() }
}
