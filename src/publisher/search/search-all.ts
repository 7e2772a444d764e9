import type { SearchResult } from '../../contracts/ops/answers/inquiries/search.ts'
import { foldedText } from '../../model/fields/folded-text.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { listExperiments } from '../../schedule/experiments/experiment-store.ts'
import { listFeeds } from '../../schedule/feeds/stores/feed-store.ts'
import { findDocuments } from '../../schedule/search/find-documents.ts'
import type { StoredDocument } from '../../schedule/store/document.ts'
import type { Permission } from '../access/permission.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'
import { standingTakedowns } from '../takedowns/standing-takedowns.ts'

/** Everything that is called like these words and that the caller may read: regions, documents, feeds, takedowns, experiments. */
export async function searchAll(
  publisher: PublisherContext,
  permission: Permission,
  { q, limit }: { readonly q: string; readonly limit: number },
): Promise<readonly SearchResult[]> {
  const isCalled = callsFor(q)
  const readable = permission.regionsOf('schedule.read')
  const documents = readable.length === 0 ? [] : await findDocuments(publisher.redis, q)
  const own = documents.filter(
    ({ record }) =>
      record.type !== 'campaign' ||
      regionsOfCampaign(publisher.rules, record).some((region) => readable.includes(region)),
  )
  const ofType = (type: StoredDocument['record']['type']) => own.filter(({ record }) => record.type === type)
  return [
    ...regionsCalled(permission, isCalled),
    ...[...ofType('campaign'), ...ofType('title'), ...ofType('asset')].map(documentResult),
    ...(await feedsCalled(publisher, permission, isCalled)),
    ...(await takedownsCalled(publisher, permission, isCalled)),
    ...(await experimentsCalled(publisher, permission, isCalled)),
  ].slice(0, limit)
}

type IsCalled = (...names: readonly string[]) => boolean

/** Whether each of the words stands in one of the names. */
function callsFor(q: string): IsCalled {
  const words = foldedText(q).split(' ')
  return (...names) => {
    const text = foldedText(names.join(' '))
    return words.every((word) => text.includes(word))
  }
}

function regionsCalled(permission: Permission, isCalled: IsCalled): SearchResult[] {
  const readable = permission.regionsOf('region.read')
  const called = REGION_IDS.filter((region) => readable.includes(region) && isCalled(region))
  return called.map((id) => ({ kind: 'region', id, name: id, href: `/console/regions/${id}` }))
}

/** Where the console speaks of a document. */
const PAGES = {
  campaign: (id: string) => `/console/campaigns/${encodeURIComponent(id)}`,
  title: (id: string) => `/console/takedowns/new?target=${encodeURIComponent(id)}`,
  asset: (id: string) => `/console/why?asset=${encodeURIComponent(id)}`,
} as const

function documentResult({ record: { type, id, name } }: StoredDocument): SearchResult {
  const words = typeof name === 'string' ? name : Object.values(name ?? {})[0]
  return { kind: type, id, name: words ?? id, href: PAGES[type](id) }
}

async function feedsCalled(
  publisher: PublisherContext,
  permission: Permission,
  isCalled: IsCalled,
): Promise<SearchResult[]> {
  const readable = permission.feedsOf('feed.read')
  if (readable !== 'every' && readable.length === 0) return []
  const feeds = (await listFeeds(publisher.redis)).filter(({ feed }) => readable === 'every' || readable.includes(feed))
  const called = feeds.filter(({ feed }) => isCalled(feed))
  return called.map(({ feed }) => ({ kind: 'feed', id: feed, name: feed, href: `/console/feeds/${feed}` }))
}

async function takedownsCalled(
  publisher: PublisherContext,
  permission: Permission,
  isCalled: IsCalled,
): Promise<SearchResult[]> {
  const readable = permission.regionsOf('takedown.read')
  if (readable.length === 0) return []
  const { takedowns } = await standingTakedowns(publisher, readable)
  return takedowns
    .filter(({ id, target, reason }) => isCalled(id, target, reason ?? ''))
    .map(({ id, target }) => ({ kind: 'takedown', id, name: target, href: `/console/takedowns#${id}` }))
}

async function experimentsCalled(
  publisher: PublisherContext,
  permission: Permission,
  isCalled: IsCalled,
): Promise<SearchResult[]> {
  if (permission.regionsOf('experiment.read').length === 0) return []
  return (await listExperiments(publisher.redis)).experiments
    .map(({ record }) => record)
    .filter(({ key, hypothesis = '' }) => isCalled(key, hypothesis))
    .map(({ key }) => ({ kind: 'experiment', id: key, name: key, href: `/console/experiments/${key}` }))
}
