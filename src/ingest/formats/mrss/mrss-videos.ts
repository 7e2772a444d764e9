import type { Aspect, Codec } from '../../../model/nouns/asset-vocabulary.ts'
import { type FeedFinding, fault, warning } from '../../feeds/feed-finding.ts'
import type { FeedReading } from '../../feeds/feed-reader.ts'
import { languageOf, unknownLanguage } from '../../mapping/item-language.ts'
import { mediaAddress } from '../../mapping/media-address.ts'
import { codecOf, renditionTypeOf } from '../../mapping/media-types.ts'
import { durationMsOf } from '../../mapping/written-duration.ts'
import { attributeOf, childOf, type XmlElement } from '../xml/xml-element.ts'
import { type MrssItem, nearest } from './mrss-item.ts'

const CONTENT = 'media:content'
/** Height of a picture that is not said, in pixels: most devices play it. */
const HEIGHT_NOT_SAID = 720
/** Heights of the words that GMRSS has for them. */
const HEIGHTS: Readonly<Record<string, number>> = { sd: 480, hd: 720, fhd: 1080, uhd: 2160, '4k': 2160 }
/** A bitrate is in kilobits a second; a number above this can only be in bits. */
const MOST_KILOBITS = 200_000
const MOST_RENDITIONS = 30

/** The videos of an item. */
export interface MrssVideos {
  /** Milliseconds; null: not said. */
  readonly durationMs: number | null
  readonly aspect: Aspect
  readonly audio: readonly { readonly language: string }[]
  readonly renditions: readonly object[]
}

/** The elements of an item that are videos: `medium`, or the type of the file, says so. */
export function videoElements({ contents }: MrssItem): readonly XmlElement[] {
  return contents.filter((content) => {
    const medium = attributeOf(content, 'medium')?.toLowerCase()
    if (medium !== undefined) return medium === 'video'
    return !/^(image|text|audio\/(?!(x-)?mpegurl))/i.test(attributeOf(content, 'type') ?? '')
  })
}

/**
 * The longest of the durations, in milliseconds; null: none is said. It decides what the item is, so that a sample beside
 * a film never makes the film a clip.
 */
export function longestMs(videos: readonly XmlElement[]): number | null {
  const lengths = videos.map(durationOf).filter((length) => length !== null)
  return lengths.length === 0 ? null : Math.max(...lengths)
}

/**
 * The renditions of an item, and what they have in common. What no device plays here is left out with a warning; if
 * nothing is left, that is an error.
 *
 * @param until when the item ends, in milliseconds since 1970; null: it does not end
 */
export function videosOf(
  reading: FeedReading,
  item: MrssItem,
  until: number | null,
  findings: FeedFinding[],
): MrssVideos {
  const videos = videoElements(item)
  const renditions = new Map<string, object>()
  for (const video of videos) {
    const rendition = renditionOf(reading, video, until, findings)
    if (rendition === null) continue
    if (renditions.size < MOST_RENDITIONS) renditions.set(rendition.url, renditions.get(rendition.url) ?? rendition)
    else findings.push(warning(video.line, 'left-out', CONTENT, rendition.url, `at most ${MOST_RENDITIONS} renditions`))
  }
  if (renditions.size === 0) findings.push(nothingToPlay(item))
  return {
    durationMs: longestMs(videos),
    aspect: videos.map(aspectOf).find((aspect) => aspect !== null) ?? reading.feed.aspect,
    audio: spokenLanguages(videos, findings).map((language) => ({ language })),
    renditions: [...renditions.values()],
  }
}

function renditionOf(reading: FeedReading, video: XmlElement, until: number | null, findings: FeedFinding[]) {
  const { line } = video
  const written = attributeOf(video, 'url')
  if (written === null) return null
  const mime = attributeOf(video, 'type')
  const type = renditionTypeOf(mime, written)
  if (type === null) {
    const hint = 'no device plays it here: HLS, DASH, MP4 or WebM, by its type or the end of its URL'
    findings.push(warning(line, 'left-out', `${CONTENT}/@url`, written, hint))
    return null
  }
  const address = mediaAddress(reading, { url: written, path: `${CONTENT}/@url`, line, until })
  findings.push(...address.findings)
  const bitrate = bitrateOf(attributeOf(video, 'bitrate'))
  const rendition = { type, url: address.url, codec: codecOfVideo(reading, video, type), height: heightOf(video) }
  return bitrate === null ? rendition : { ...rendition, bitrate }
}

function codecOfVideo({ feed }: FeedReading, video: XmlElement, type: string): Codec {
  const inMime = /codecs\s*=\s*["']?([^"';]+)/i.exec(attributeOf(video, 'type') ?? '')?.[1]
  const named = [inMime, attributeOf(video, 'codec'), childOf(video, 'gmrss:videoCodec')?.text]
  const known = named.map((text) => (text ? codecOf(text) : null)).find((codec) => codec !== null)
  // WebM holds neither AVC nor HEVC (WebM Container Guidelines).
  return known ?? (type === 'webm' && feed.codec !== 'av1' ? 'vp9' : feed.codec)
}

function heightOf(video: XmlElement): number {
  const height = wholeOf(attributeOf(video, 'height'))
  const quality = attributeOf(video, 'gmrss:videoQuality')?.toLowerCase() ?? ''
  const named = Object.hasOwn(HEIGHTS, quality) ? HEIGHTS[quality] : undefined
  return height ?? named ?? HEIGHT_NOT_SAID
}

function aspectOf(video: XmlElement): Aspect | null {
  const [width, height] = [wholeOf(attributeOf(video, 'width')), wholeOf(attributeOf(video, 'height'))]
  if (width === null || height === null) return null
  const ratio = width / height
  if (ratio > 1.2) return '16:9'
  return ratio < 0.85 ? '9:16' : '1:1'
}

/** Bits a second. Media RSS counts in kilobits; many writers do not. */
function bitrateOf(text: string | null): number | null {
  const kilobits = text === null ? Number.NaN : Number(text)
  if (!(kilobits > 0)) return null
  return Math.round(kilobits > MOST_KILOBITS ? kilobits : kilobits * 1000)
}

function wholeOf(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : null
}

function durationOf(video: XmlElement): number | null {
  const written = attributeOf(video, 'duration')
  return written === null ? null : durationMsOf(written)
}

/** Media RSS writes `lang`; the example of Roku's profile writes `language`. */
function spokenLanguages(videos: readonly XmlElement[], findings: FeedFinding[]): readonly string[] {
  const languages = new Set<string>()
  for (const video of videos) {
    const name = video.attributes.has('lang') ? 'lang' : 'language'
    const written = attributeOf(video, name)
    if (written === null) continue
    const language = languageOf(written)
    if (language === null) findings.push(unknownLanguage(video.line, `${CONTENT}/@${name}`, written))
    else languages.add(language)
  }
  return [...languages].slice(0, 40)
}

function nothingToPlay(item: MrssItem): FeedFinding {
  const [player] = [...item.contents.flatMap((content) => content.children), ...nearest(item, 'media:player')].filter(
    ({ name }) => name === 'media:player',
  )
  const { line } = player ?? item.contents[0] ?? item.item
  const hint = 'a media:content with the url of an HLS, DASH, MP4 or WebM file'
  if (player === undefined) return fault(line, 'no-rendition', CONTENT, '', hint)
  return fault(line, 'no-rendition', 'media:player/@url', attributeOf(player, 'url'), `a player is a page: add ${hint}`)
}
