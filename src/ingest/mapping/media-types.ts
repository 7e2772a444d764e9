import type { CaptionFormat, Codec, RenditionType } from '../../model/nouns/asset-vocabulary.ts'

const RENDITION_OF_MIME: ReadonlyMap<string, RenditionType> = new Map([
  ['application/x-mpegurl', 'hls'],
  ['application/vnd.apple.mpegurl', 'hls'],
  ['application/mpegurl', 'hls'],
  ['audio/mpegurl', 'hls'],
  ['audio/x-mpegurl', 'hls'],
  ['application/dash+xml', 'dash'],
  ['video/mp4', 'mp4'],
  ['video/x-m4v', 'mp4'],
  ['video/webm', 'webm'],
])
const RENDITION_OF_SUFFIX: ReadonlyMap<string, RenditionType> = new Map([
  ['m3u8', 'hls'],
  ['mpd', 'dash'],
  ['mp4', 'mp4'],
  ['m4v', 'mp4'],
  ['webm', 'webm'],
])
const CAPTIONS_OF_MIME: ReadonlyMap<string, CaptionFormat> = new Map([
  ['text/vtt', 'vtt'],
  ['application/ttml+xml', 'ttml'],
  ['application/ttaf+xml', 'ttml'],
  ['application/x-subrip', 'srt'],
  ['application/srt', 'srt'],
  ['text/srt', 'srt'],
])
const CAPTIONS_OF_SUFFIX: ReadonlyMap<string, CaptionFormat> = new Map([
  ['vtt', 'vtt'],
  ['webvtt', 'vtt'],
  ['ttml', 'ttml'],
  ['dfxp', 'ttml'],
  ['srt', 'srt'],
])
/** The first letters of a codec in RFC 6381, by what it is. */
const CODECS: readonly (readonly [RegExp, Codec])[] = [
  [/^(avc|h264)/, 'avc'],
  [/^(hvc|hev|dvh|h265)/, 'hevc'],
  [/^av0?1/, 'av1'],
  [/^vp0?9/, 'vp9'],
]

/** How a video is packaged, by its media type, else by the end of its path; null: in no way that devices play here. */
export function renditionTypeOf(mime: string | null, url: string): RenditionType | null {
  return RENDITION_OF_MIME.get(plainMime(mime)) ?? RENDITION_OF_SUFFIX.get(suffixOf(url)) ?? null
}

/** How captions are written, by their media type, else by the end of their path; null: in no way that devices read here. */
export function captionFormatOf(mime: string | null, url: string): CaptionFormat | null {
  return CAPTIONS_OF_MIME.get(plainMime(mime)) ?? CAPTIONS_OF_SUFFIX.get(suffixOf(url)) ?? null
}

/** The video codec that a text names, such as `avc1.4d401f, mp4a.40.2` or `H.264`; null: none that is known. */
export function codecOf(text: string): Codec | null {
  const names = text.split(',').map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/^h\.26/, 'h26'),
  )
  return names.flatMap((name) => CODECS.find(([pattern]) => pattern.test(name))?.[1] ?? [])[0] ?? null
}

const plainMime = (mime: string | null): string => (mime ?? '').replace(/;.*$/s, '').trim().toLowerCase()

/** What stands behind the last dot of a URL's path. */
function suffixOf(url: string): string {
  const path = url.replace(/[?#].*$/s, '')
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : ''
}
