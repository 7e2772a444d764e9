/** The closed vocabularies of assets: without schemas, so that the edge can name them and leave zod out. */

export const ASSET_KINDS = ['trailer', 'promo', 'clip'] as const

export type AssetKind = (typeof ASSET_KINDS)[number]

/** Aspect ratios, width to height. */
export const ASPECTS = ['16:9', '9:16', '1:1'] as const

export type Aspect = (typeof ASPECTS)[number]

/** Video codecs that a rendition may use; the order is that of the snapshot's columns. */
export const CODECS = ['avc', 'hevc', 'av1', 'vp9'] as const

export type Codec = (typeof CODECS)[number]

/** How a rendition is packaged. */
export const RENDITION_TYPES = ['hls', 'dash', 'mp4', 'webm'] as const

export type RenditionType = (typeof RENDITION_TYPES)[number]

/** What a caption file is for: `captions` tell of sounds too, `forced` translates only what is foreign. */
export const CAPTION_KINDS = ['subtitles', 'captions', 'forced'] as const

export type CaptionKind = (typeof CAPTION_KINDS)[number]

/** How a caption file is written. */
export const CAPTION_FORMATS = ['vtt', 'ttml', 'srt'] as const

export type CaptionFormat = (typeof CAPTION_FORMATS)[number]

/** Trailer band colours (MPA advertising): the colour of the trailer, not of its title. */
export const BANDS = ['green', 'yellow', 'red'] as const
