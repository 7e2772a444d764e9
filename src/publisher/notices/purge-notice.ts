import type { TitleId } from '../../model/fields/identifier.ts'
import { wholeMediaUrl } from '../../model/fields/media-alias.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import { playable, Selection, selectorOf } from '../../schedule/campaigns/select-assets.ts'
import { readMediaHosts } from '../../schedule/feeds/stores/media-hosts.ts'
import type { Notice } from '../../schedule/notices/notice-outbox.ts'
import type { StoredDocument } from '../../schedule/store/document.ts'
import { readAllDocuments, readDocument, readDocuments } from '../../schedule/store/read-documents.ts'
import { TitleLines } from '../../schedule/store/title-lines.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { tell } from './tell.ts'

/** How many URLs a notice names at most. */
const PURGED_MAX = 500

type Assets = readonly StoredDocument<'asset'>[]

/** Tells that the media of an asset, title or campaign were taken down; their URLs are looked up when it is sent. */
export async function tellPurge(publisher: PublisherContext, { id, target }: Takedown): Promise<void> {
  if (!/^(ast|ttl|cmp)_/.test(target)) return
  const at = new Date(publisher.now()).toISOString()
  await tell(publisher, { id: `purge:${id}`, kind: 'purge', at, text: '', takedown: id, target })
}

/** The notice with the media URLs of its target, the first 500, and how many more there are. */
export async function purgeNotice(publisher: PublisherContext, notice: Notice): Promise<Notice> {
  const hosts = await readMediaHosts(publisher.redis)
  const found = new Set<string>()
  for await (const page of withdrawnAssets(publisher, String(notice.target))) {
    for (const { record } of page) {
      for (const url of urlsOf(record)) found.add(wholeMediaUrl(url, '', hosts) ?? url)
    }
  }
  const urls = [...found].slice(0, PURGED_MAX)
  const more = found.size - urls.length
  const text = `${notice.target} was taken down: purge ${urls.length} files${more > 0 ? ` (${more} more are not named)` : ''}.`
  return { ...notice, text, urls, more }
}

function urlsOf({ renditions, captions, poster }: Asset): readonly string[] {
  return [...renditions, ...captions].map(({ url }) => url).concat(poster ?? [])
}

async function* withdrawnAssets({ redis, now }: PublisherContext, target: string): AsyncGenerator<Assets> {
  const lines = new TitleLines(redis)
  const select = (selector: ConstructorParameters<typeof Selection>[0]) => new Selection(selector, lines, now())
  if (target.startsWith('ttl_')) {
    yield* selected(redis, select({ titles: [target as TitleId] }))
    return
  }
  const campaign = target.startsWith('cmp_') ? await readDocument(redis, 'campaign', target) : null
  const selector = campaign && selectorOf(campaign.record)
  if (selector !== null) yield* selected(redis, select(selector))
  else {
    const listed = campaign ? (campaign.record.assets as readonly string[]) : [target]
    yield (await readDocuments(redis, 'asset', listed)).filter((document) => document !== null)
  }
}

async function* selected(redis: PublisherContext['redis'], selection: Selection): AsyncGenerator<Assets> {
  for await (const page of readAllDocuments(redis, 'asset')) {
    const ids = new Set((await selection.among(playable(page))).map(({ id }) => id))
    yield page.filter(({ record }) => ids.has(record.id))
  }
}
