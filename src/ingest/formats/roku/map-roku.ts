import type { Title } from '../../../model/nouns/title.ts'
import { fault } from '../../feeds/feed-finding.ts'
import type { Draft, FeedReading, MappedItem } from '../../feeds/feed-reader.ts'
import { type FeedWindow, readWindow } from '../../mapping/feed-times.ts'
import { offersOfRights } from '../../mapping/offer-of-window.ts'
import { assetIdOf, titleIdOf } from '../../mapping/record-ids.ts'
import { titleOfItem } from '../../mapping/title-of-item.ts'
import { instantOfEnd } from '../../mapping/window-end.ts'
import { JsonFields } from '../json/json-fields.ts'
import { captionsOf, lengthMsOf, posterOf, renditionsOf, spokenIn } from './roku-media.ts'
import { externalIdsOf, genresOf, namesOf, ratingsOf, releaseDay, tagsOf } from './roku-words.ts'

/** The lists of a document that hold items with a content of their own. */
export type RokuList = 'movies' | 'episodes' | 'shortFormVideos' | 'tvSpecials'

/** An item as it stands in a document. */
export interface RokuItem {
  readonly value: object
  readonly list: RokuList
  /** Line on which it begins, from 1. */
  readonly line: number
  /** The language of the feed (BCP 47). */
  readonly language: string
  /** The title above it, of an episode; null: none. */
  readonly parentId: string | null
}

const KINDS: Readonly<Record<Exclude<RokuList, 'shortFormVideos'>, Title['kind']>> = {
  movies: 'movie',
  episodes: 'episode',
  tvSpecials: 'event',
}

/**
 * An item as records. A short-form video becomes an asset, with a title of its own if the feed's `titles` say so. All
 * others, and one above `maxClipSeconds`, are the feature itself: they become a title alone, whose videos are not read.
 * A content without a validity period is nowhere on offer: the format knows no countries either.
 */
export function mapRoku(reading: FeedReading, roku: RokuItem): MappedItem {
  const item = new JsonFields(roku.value, '', roku.line, [])
  const itemId = item.text('id')
  const { findings, line } = item
  if (itemId === null) {
    findings.push(fault(line, 'missing-id', 'id', '', 'every item has an id, which stays the same in all deliveries'))
    return { drafts: [], findings }
  }
  const content = item.object('content')
  const durationMs = content === null ? null : lengthMsOf(content)
  const window = windowOf(reading, content, item)
  const isLong = durationMs !== null && durationMs > reading.feed.maxClipSeconds * 1000
  const kind = roku.list === 'shortFormVideos' ? (isLong ? 'movie' : null) : KINDS[roku.list]
  if (kind !== null) return { drafts: [titleDraft(reading, roku, item, itemId, window, kind)], findings }
  if (content === null) {
    findings.push(fault(line, 'missing-field', 'content', '', 'every short-form video has a content, with its videos'))
    return { drafts: [], findings }
  }
  if (durationMs === null && content.any('duration') === null) {
    findings.push(fault(line, 'missing-field', content.pathOf('duration'), '', 'how long it is, in seconds'))
  }
  return { drafts: clipDrafts(reading, roku, { item, content, itemId, window, durationMs }), findings }
}

function windowOf(reading: FeedReading, content: JsonFields | null, item: JsonFields): FeedWindow {
  const place = content ?? item
  const ends = { start: content?.text('validityPeriodStart') ?? null, end: content?.text('validityPeriodEnd') ?? null }
  const [startPath, endPath] = [place.pathOf('validityPeriodStart'), place.pathOf('validityPeriodEnd')]
  const window = readWindow(reading, { ...ends, startPath, endPath, line: item.line })
  item.findings.push(...window.findings)
  return window
}

function titleDraft(
  reading: FeedReading,
  { language, line, parentId }: RokuItem,
  item: JsonFields,
  itemId: string,
  window: FeedWindow,
  kind: Title['kind'],
): Draft {
  const isSpoken = window.start !== null || window.end !== null
  const rights = { window, territories: reading.feed.territories, isSpoken, line, path: 'content.validityPeriodStart' }
  const { offers, findings } = offersOfRights(rights)
  // A window that could not be read is said already, and is not the same as none.
  if (window.findings.every(({ severity }) => severity !== 'error')) item.findings.push(...findings)
  const releasedOn = releaseDay(item)
  const title: Draft = {
    v: 1,
    type: 'title',
    id: titleIdOf(reading, itemId),
    name: namesOf(item, language),
    kind,
    genres: genresOf(item),
    ratings: ratingsOf(reading, item),
    externalIds: externalIdsOf(item),
    offers,
  }
  return Object.assign(title, parentId === null ? null : { parentId }, releasedOn === null ? null : { releasedOn })
}

interface Clip {
  readonly item: JsonFields
  readonly content: JsonFields
  readonly itemId: string
  readonly window: FeedWindow
  readonly durationMs: number | null
}

function clipDrafts(reading: FeedReading, roku: RokuItem, clip: Clip): readonly Draft[] {
  const { item, content, itemId, window, durationMs } = clip
  const { feed } = reading
  const until = instantOfEnd(window, reading)
  const ids = { itemId, externalIds: feed.titles === 'externalId' ? externalIdsOf(item) : [] }
  const about = titleOfItem(reading, { ...ids, line: item.line, path: item.pathOf('externalIds') })
  if ('finding' in about) item.findings.push(about.finding)
  const own = 'own' in about ? titleDraft(reading, roku, item, itemId, window, 'short') : null
  const spoken = spokenIn(content)
  const asset: Draft = {
    v: 1,
    type: 'asset',
    id: assetIdOf(reading, itemId),
    titleId: 'known' in about ? about.known : (own?.id ?? null),
    kind: feed.kind,
    aspect: feed.aspect,
    audio: spoken === null ? [] : [{ language: spoken }],
    captions: captionsOf(reading, content, until),
    ratings: own === null ? ratingsOf(reading, item) : own.ratings,
    worldwide: feed.worldwide,
    territories: feed.territories,
    validFrom: window.start,
    validUntil: window.end,
    timeZone: window.timeZone,
    renditions: renditionsOf(reading, content, until),
    poster: posterOf(reading, item, until),
    tags: tagsOf(item),
    feed: { id: reading.feedId, itemId },
  }
  const name = own === null ? { name: namesOf(item, roku.language) } : null
  Object.assign(asset, name, durationMs === null ? null : { durationMs })
  return own === null ? [asset] : [own, asset]
}
