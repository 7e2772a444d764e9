import type { CaptionKind, RenditionType } from '../../../model/nouns/asset-vocabulary.ts'
import { fault, warning } from '../../feeds/feed-finding.ts'
import type { FeedReading } from '../../feeds/feed-reader.ts'
import { languageOf, UNKNOWN_LANGUAGE, unknownLanguage } from '../../mapping/item-language.ts'
import { mediaAddress } from '../../mapping/media-address.ts'
import { captionFormatOf, renditionTypeOf } from '../../mapping/media-types.ts'
import { durationMsOf } from '../../mapping/written-duration.ts'
import type { JsonFields } from '../json/json-fields.ts'

/** Heights of Roku's words, in pixels. */
const HEIGHTS: Readonly<Record<string, number>> = { SD: 480, HD: 720, FHD: 1080, UHD: 2160 }
const HEIGHT_NOT_SAID = 720
const TYPES: Readonly<Record<string, RenditionType>> = { HLS: 'hls', DASH: 'dash', MP4: 'mp4', MOV: 'mp4', M4V: 'mp4' }
const KINDS: Readonly<Record<string, CaptionKind>> = { CLOSED_CAPTION: 'captions', SUBTITLE: 'subtitles' }
/** Bitrates are in kilobits a second; a number above this can only be in bits. */
const MOST_KILOBITS = 200_000
const MOST_RENDITIONS = 30
const MOST_CAPTIONS = 200

/** The length of a content in milliseconds; null: it is not said, or not to be read, which is an error. */
export function lengthMsOf(content: JsonFields): number | null {
  const written = content.text('duration')
  const durationMs = written === null ? null : durationMsOf(written)
  if (written !== null && durationMs === null) {
    const hint = 'how long it is, in seconds, like 52'
    content.findings.push(fault(content.line, 'wrong-format', content.pathOf('duration'), written, hint))
  }
  return durationMs
}

/**
 * The renditions of a content. Of what no device plays here, such as Smooth Streaming, a warning tells; if nothing is
 * left, that is an error. The format has no codec: that of the feed's settings counts.
 *
 * @param until when the item ends, in milliseconds since 1970; null: it does not end
 */
export function renditionsOf(reading: FeedReading, content: JsonFields, until: number | null): readonly object[] {
  const renditions = new Map<string, object>()
  for (const video of content.objects('videos')) {
    const rendition = renditionOf(reading, video, until)
    if (rendition === null) continue
    if (renditions.size < MOST_RENDITIONS) renditions.set(rendition.url, renditions.get(rendition.url) ?? rendition)
    else leftOut(video, 'url', rendition.url, `at most ${MOST_RENDITIONS} renditions`)
  }
  if (renditions.size === 0) {
    const hint = 'at least one video with the url of an HLS, DASH or MP4 file'
    content.findings.push(fault(content.line, 'no-rendition', content.pathOf('videos'), '', hint))
  }
  return [...renditions.values()]
}

function renditionOf(reading: FeedReading, video: JsonFields, until: number | null) {
  const [url, said] = [video.text('url'), video.text('videoType')]
  if (url === null) {
    video.findings.push(fault(video.line, 'missing-field', video.pathOf('url'), '', 'every video has a url'))
    return null
  }
  const type = said === null ? renditionTypeOf(null, url) : wordIn(TYPES, said)
  if (type === null) {
    leftOut(video, 'videoType', said ?? url, 'no device plays it here: HLS, DASH, MP4, M4V or MOV')
    return null
  }
  const bitrate = video.number('bitrate')
  const rendition = {
    type,
    url: addressOf(reading, video, 'url', url, until),
    codec: reading.feed.codec,
    height: heightOf(video),
  }
  if (bitrate === null || bitrate === 0) return rendition
  return { ...rendition, bitrate: Math.round(bitrate > MOST_KILOBITS ? bitrate : bitrate * 1000) }
}

function heightOf(video: JsonFields): number {
  const quality = video.text('quality')
  const height = quality === null ? null : wordIn(HEIGHTS, quality)
  if (height === null && quality !== null) {
    leftOut(video, 'quality', quality, `${Object.keys(HEIGHTS).join(', ')}; it counts as HD`)
  }
  return height ?? HEIGHT_NOT_SAID
}

/** The caption files of a content, each language, kind and format once. */
export function captionsOf(reading: FeedReading, content: JsonFields, until: number | null): readonly object[] {
  const captions = new Map<string, object>()
  for (const caption of content.objects('captions')) {
    const url = caption.text('url')
    const format = url === null ? null : captionFormatOf(null, url)
    if (url === null || format === null) {
      leftOut(caption, 'url', url, 'no device reads it here: a URL that ends in .vtt, .ttml, .dfxp or .srt')
      continue
    }
    const language = spokenIn(caption) ?? UNKNOWN_LANGUAGE
    const kind = wordIn(KINDS, caption.text('captionType') ?? '') ?? 'subtitles'
    const key = `${language} ${kind} ${format}`
    if (captions.has(key)) leftOut(caption, 'url', url, `${key} stands twice`)
    else if (captions.size >= MOST_CAPTIONS) leftOut(caption, 'url', url, `at most ${MOST_CAPTIONS} captions`)
    else captions.set(key, { language, kind, format, url: addressOf(reading, caption, 'url', url, until) })
  }
  return [...captions.values()]
}

/** The language that a content, or a caption, says; null: none that is known. */
export function spokenIn(place: JsonFields): string | null {
  const written = place.text('language')
  const language = written === null ? null : languageOf(written)
  if (written !== null && language === null) {
    place.findings.push(unknownLanguage(place.line, place.pathOf('language'), written))
  }
  return language
}

/** The address of the picture of an item; null: it has none. */
export function posterOf(reading: FeedReading, item: JsonFields, until: number | null): string | null {
  const url = item.text('thumbnail')
  return url === null ? null : addressOf(reading, item, 'thumbnail', url, until)
}

function addressOf(reading: FeedReading, place: JsonFields, field: string, url: string, until: number | null): string {
  const address = mediaAddress(reading, { url, path: place.pathOf(field), line: place.line, until })
  place.findings.push(...address.findings)
  return address.url
}

function leftOut(place: JsonFields, field: string, value: unknown, hint: string): void {
  place.findings.push(warning(place.line, 'left-out', place.pathOf(field), value, hint))
}

function wordIn<Value>(words: Readonly<Record<string, Value>>, word: string): Value | null {
  const key = word.toUpperCase()
  return Object.hasOwn(words, key) ? (words[key] ?? null) : null
}
