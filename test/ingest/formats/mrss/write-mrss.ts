import type { Asset } from '../../../../src/model/nouns/asset.ts'
import type { Title } from '../../../../src/model/nouns/title.ts'
import { element } from '../xml/written-xml.ts'
import { mrssOf } from './mrss-documents.ts'

const MIME_TYPES: Readonly<Record<string, string>> = {
  hls: 'application/x-mpegURL',
  dash: 'application/dash+xml',
  mp4: 'video/mp4',
  webm: 'video/webm',
  vtt: 'text/vtt',
  ttml: 'application/ttml+xml',
  srt: 'application/x-subrip',
}
const CODEC_NAMES: Readonly<Record<string, string>> = {
  avc: 'avc1.4d401f',
  hevc: 'hvc1.1',
  av1: 'av01.0',
  vp9: 'vp09.00',
}
const ROLES: Readonly<Record<string, string>> = { subtitles: 'subtitle', captions: 'caption', forced: 'forced' }

/** A clip and its own title as Media RSS, as far as the format can say them. */
export function writeMrss(title: Title, asset: Asset): string {
  const [[language = 'und', name = ''] = []] = Object.entries(title.name)
  const [offer] = title.offers
  const period = [asset.validFrom, asset.validUntil].map((time) => (time === null ? null : `${time}Z`))
  const content = asset.renditions.map(({ type, url, codec, height, bitrate }, index) =>
    element('media:content', {
      url,
      type: `${MIME_TYPES[type]}; codecs="${CODEC_NAMES[codec]}"`,
      height,
      ...(bitrate === undefined ? {} : { bitrate: bitrate / 1000 }),
      ...(index === 0 ? { duration: asset.durationMs / 1000, lang: asset.audio[0]?.language } : {}),
    }),
  )
  const inside = [
    element('guid', {}, asset.feed?.itemId),
    element('title', { 'xml:lang': language }, name),
    // As a label alone, because the text of a category is a tag too.
    ...title.genres.map((genre) => element('media:category', { label: genre })),
    ...(title.releasedOn === null ? [] : [element('pubDate', {}, title.releasedOn)]),
    ...asset.ratings.map(({ label }) => element('media:rating', { scheme: 'MPAA' }, label)),
    element('dcterms:valid', {}, `start=${period[0]}${period[1] === null ? '' : `; end=${period[1]}`}`),
    element('media:restriction', { relationship: 'allow', type: 'country' }, offer?.territories.join(' ')),
    ...asset.captions.map(({ language: lang, kind, format, url }) =>
      element('gmrss:subtitle', { type: MIME_TYPES[format], 'gmrss:role': ROLES[kind], lang, href: url }),
    ),
    ...(asset.poster === null ? [] : [element('media:thumbnail', { url: asset.poster })]),
    element('media:keywords', {}, asset.tags.join(',')),
    element('media:group', {}, content),
  ]
  return mrssOf(element('item', {}, inside), '')
}
