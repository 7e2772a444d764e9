import { type FeedFinding, fault, warning } from '../../feeds/feed-finding.ts'
import type { Draft, FeedReading, MappedItem } from '../../feeds/feed-reader.ts'
import { readFeedTime } from '../../mapping/feed-times.ts'
import { mappedRatings } from '../../mapping/mapped-ratings.ts'
import { mediaAddress } from '../../mapping/media-address.ts'
import { offersOfRights } from '../../mapping/offer-of-window.ts'
import { assetIdOf, titleIdOf } from '../../mapping/record-ids.ts'
import { titleOfItem } from '../../mapping/title-of-item.ts'
import { instantOfEnd } from '../../mapping/window-end.ts'
import { attributeOf, childOf, childrenOf, textOf } from '../xml/xml-element.ts'
import { captionsOf } from './mrss-captions.ts'
import { itemIdOf, type MrssItem, nearest } from './mrss-item.ts'
import { type MrssRights, rightsOf } from './mrss-rights.ts'
import { longestMs, videoElements, videosOf } from './mrss-videos.ts'
import { genresOf, namesOf, tagsOf } from './mrss-words.ts'

/** States of `media:status` that take an item away; `active` is the only other one. */
const GONE = new Set(['blocked', 'deleted', 'inactive'])
/** What GMRSS calls a feature, in our words. */
const KINDS: Readonly<Record<string, string>> = {
  movie: 'movie',
  episode: 'episode',
  seriesmaster: 'series',
  sportingevent: 'event',
}

/** What all drafts of an item share. */
interface ItemFacts {
  readonly itemId: string
  readonly rights: MrssRights
  readonly names: Readonly<Record<string, string>>
  readonly ratings: readonly object[]
}

/**
 * One item as records: a clip as an asset, with a title of its own if the feed's `titles` say so; a video above
 * `maxClipSeconds`, and a series of GMRSS, as a title alone.
 */
export function mapMrss(reading: FeedReading, item: MrssItem): MappedItem {
  const { line } = item.item
  const itemId = itemIdOf(item.item)
  if (itemId === null) {
    const hint = 'every item has a guid, which stays the same in all deliveries'
    return { drafts: [], findings: [fault(line, 'missing-id', 'guid', '', hint)] }
  }
  if (isGone(item)) return { drafts: [], findings: [], deletes: true }
  const findings: FeedFinding[] = []
  const rights = rightsOf(reading, item, findings)
  const facts = { itemId, rights, names: namesOf(item, findings), ratings: ratingsOf(reading, item, findings) }
  const entity = textOf(childOf(item.item, 'gmrss:entityType'))?.toLowerCase() ?? ''
  const kind = Object.hasOwn(KINDS, entity) ? KINDS[entity] : undefined
  if (isFeature(reading, item, kind)) {
    return { drafts: [titleDraft(reading, item, facts, kind ?? 'movie', findings)], findings }
  }
  return { drafts: clipDrafts(reading, item, facts, findings), findings }
}

function isGone(item: MrssItem): boolean {
  return nearest(item, 'media:status').some((status) => GONE.has((attributeOf(status, 'state') ?? '').toLowerCase()))
}

function isFeature({ feed }: FeedReading, item: MrssItem, kind: string | undefined): boolean {
  if (kind === 'series') return true
  const length = longestMs(videoElements(item))
  return length !== null && length > feed.maxClipSeconds * 1000
}

function ratingsOf(reading: FeedReading, item: MrssItem, findings: FeedFinding[]): readonly object[] {
  const written = nearest(item, 'media:rating').map((element) => ({
    system: attributeOf(element, 'scheme') ?? '',
    label: element.text.trim(),
    path: 'media:rating',
  }))
  const mapped = mappedRatings(reading, written, item.item.line)
  findings.push(...mapped.findings)
  return mapped.ratings
}

function titleDraft(
  reading: FeedReading,
  item: MrssItem,
  { itemId, rights, names, ratings }: ItemFacts,
  kind: string,
  findings: FeedFinding[],
): Draft {
  const { line } = item.item
  const { window, territories, isSpoken, types } = rights
  const offered = { window, territories, isSpoken, line, path: 'dcterms:valid', ...(types.length > 0 ? { types } : {}) }
  const { offers, findings: found } = offersOfRights(offered)
  findings.push(...found)
  const releasedOn = releaseDay(item, findings)
  const title = {
    v: 1,
    type: 'title',
    id: titleIdOf(reading, itemId),
    name: names,
    kind,
    genres: genresOf(item),
    ratings,
    offers,
  } as const
  return releasedOn === null ? title : { ...title, releasedOn }
}

function clipDrafts(reading: FeedReading, item: MrssItem, facts: ItemFacts, findings: FeedFinding[]): readonly Draft[] {
  const { itemId, rights, names, ratings } = facts
  const { window, territories } = rights
  const until = instantOfEnd(window, reading)
  const videos = videosOf(reading, item, until, findings)
  if (videos.durationMs === null) {
    const hint = 'how long it is, in seconds or as hh:mm:ss'
    findings.push(fault(item.item.line, 'missing-field', 'media:content/@duration', '', hint))
  }
  const about = titleOfItem(reading, { itemId, externalIds: externalIds(item), line: item.item.line, path: REFERENCE })
  if ('finding' in about) findings.push(about.finding)
  const isOwn = 'own' in about
  const asset: Draft = {
    v: 1,
    type: 'asset',
    id: assetIdOf(reading, itemId),
    titleId: 'own' in about ? about.own : 'known' in about ? about.known : null,
    kind: reading.feed.kind,
    name: isOwn ? {} : names,
    durationMs: videos.durationMs ?? undefined,
    aspect: videos.aspect,
    audio: videos.audio,
    captions: captionsOf(reading, item, until, findings),
    ratings,
    worldwide: reading.feed.worldwide && !rights.isRestricted,
    territories,
    validFrom: window.start,
    validUntil: window.end,
    timeZone: window.timeZone,
    renditions: videos.renditions,
    poster: posterOf(reading, item, until, findings),
    tags: tagsOf(item, findings),
    feed: { id: reading.feedId, itemId },
  }
  return isOwn ? [titleDraft(reading, item, facts, 'short', findings), asset] : [asset]
}

const REFERENCE = 'gmrss:entityReference'

/** What the titles that an item refers to are called by those who bring them. */
function externalIds({ item }: MrssItem): readonly { readonly idType: string; readonly id: string }[] {
  return [...childrenOf(item, REFERENCE), ...childrenOf(item, 'gmrss:videoAssetReference')].flatMap((reference) => {
    const idType = attributeOf(reference, 'namespace') ?? attributeOf(reference, 'provider')
    const id = textOf(reference)
    return idType === null || id === null ? [] : [{ idType, id }]
  })
}

function posterOf(reading: FeedReading, item: MrssItem, until: number | null, findings: FeedFinding[]): string | null {
  const [thumbnail] = nearest(item, 'media:thumbnail')
  const written = attributeOf(thumbnail, 'url')
  if (thumbnail === undefined || written === null) return null
  const place = { path: 'media:thumbnail/@url', line: thumbnail.line, until }
  const { url, findings: found } = mediaAddress(reading, { url: written, ...place })
  findings.push(...found)
  return url
}

/** Milliseconds since 1970, as GMRSS writes a date in its example. */
const EPOCH_MS = /^\d{12,13}$/

function releaseDay({ item }: MrssItem, findings: FeedFinding[]): string | null {
  const element = childOf(item, 'pubDate') ?? childOf(item, 'pubdate')
  const written = textOf(element)
  if (element === undefined || written === null) return null
  if (EPOCH_MS.test(written)) return new Date(Number(written)).toISOString().slice(0, 10)
  const time = readFeedTime(written)
  if (time !== null) return time.day
  findings.push(
    warning(element.line, 'left-out', 'pubDate', written, 'no date that can be read: it counts as not known'),
  )
  return null
}
