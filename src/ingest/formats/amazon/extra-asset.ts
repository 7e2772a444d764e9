import { type FeedFinding, fault } from '../../feeds/feed-finding.ts'
import type { Draft, FeedReading } from '../../feeds/feed-reader.ts'
import { mediaAddress } from '../../mapping/media-address.ts'
import { renditionTypeOf } from '../../mapping/media-types.ts'
import { assetIdOf } from '../../mapping/record-ids.ts'

/** Catalogues say nothing of the picture; most devices play this height, in pixels. */
const HEIGHT_NOT_SAID = 720

/** What a catalogue says of an extra. */
export interface WrittenExtra {
  readonly itemId: string
  /** What its app launches it by; null: nothing. */
  readonly launchId: string | null
  readonly isTrailer: boolean
  readonly titleId: unknown
  /** Empty: none of its own. */
  readonly name: Readonly<Record<string, string>>
  /** Milliseconds; null: not said. */
  readonly durationMs: number | null
  readonly ratings: readonly object[]
  readonly poster: { readonly url: string; readonly path: string; readonly line: number } | null
  readonly audio: readonly { readonly language: string }[]
  readonly territories: readonly string[]
  readonly window: { readonly start: string | null; readonly end: string | null; readonly timeZone: string }
  /** When it ends, in milliseconds since 1970; null: it does not end. */
  readonly until: number | null
  /** Line of the source, from 1. */
  readonly line: number
  /** Where its length would stand, in the source's own words. */
  readonly durationPath: string
}

/**
 * The asset of an extra. Catalogues for app stores carry no video: its URL is made from the feed's `mediaTemplate`, with
 * the extra's id for the launch written in it; without a template, or without such an id, there is none.
 */
export function extraAsset(reading: FeedReading, extra: WrittenExtra, findings: FeedFinding[]): Draft {
  const { feed } = reading
  const { itemId, isTrailer, name, durationMs, line, until, window } = extra
  if (durationMs === null) findings.push(fault(line, 'missing-field', extra.durationPath, '', 'how long it is'))
  return {
    ...{ v: 1, type: 'asset', id: assetIdOf(reading, itemId), titleId: extra.titleId },
    kind: isTrailer ? 'trailer' : feed.kind,
    name,
    ...(durationMs === null ? {} : { durationMs }),
    aspect: feed.aspect,
    audio: extra.audio,
    ratings: extra.ratings,
    worldwide: feed.worldwide,
    territories: extra.territories,
    ...{ validFrom: window.start, validUntil: window.end, timeZone: window.timeZone },
    renditions: renditionsOf(reading, extra, findings),
    poster: extra.poster === null ? null : addressOf(reading, { ...extra.poster, until }, findings),
    feed: { id: reading.feedId, itemId },
  }
}

function renditionsOf(
  reading: FeedReading,
  { launchId, line, until }: WrittenExtra,
  findings: FeedFinding[],
): readonly object[] {
  const { mediaTemplate, codec } = reading.feed
  const none = (path: string, hint: string) => {
    findings.push(fault(line, 'no-rendition', path, launchId, hint))
    return []
  }
  if (mediaTemplate === null) {
    return none('LaunchId', "the format carries no video: set the feed's mediaTemplate, like https://…/{LaunchId}.m3u8")
  }
  if (launchId === null) return none('LaunchId', "the feed's mediaTemplate needs it to make the URL of the video")
  const written = mediaTemplate.replaceAll('{LaunchId}', () => encodeURIComponent(launchId))
  const type = renditionTypeOf(null, written)
  if (type === null) return none('mediaTemplate', "the feed's mediaTemplate ends with .m3u8, .mpd, .mp4 or .webm")
  const url = addressOf(reading, { url: written, path: 'LaunchId', line, until }, findings)
  return [{ type, url, codec, height: HEIGHT_NOT_SAID }]
}

function addressOf(
  reading: FeedReading,
  written: { readonly url: string; readonly path: string; readonly line: number; readonly until: number | null },
  findings: FeedFinding[],
): string {
  const { url, findings: found } = mediaAddress(reading, written)
  findings.push(...found)
  return url
}
