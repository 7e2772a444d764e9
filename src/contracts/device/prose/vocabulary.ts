import type { CallToAction, PrivacyClass, Rung, ViewerState } from '../../../model/nouns/answer-vocabulary.ts'
import type { AssetKind, Codec, RenditionType } from '../../../model/nouns/asset-vocabulary.ts'
import type { Device } from '../../../model/nouns/campaign-vocabulary.ts'
import type { AutoplayReason } from '../../../model/nouns/reason.ts'
import type { SurfaceId } from '../../../model/nouns/surface.ts'
import type { DeviceEvent } from '../vocabulary.ts'

/** What each reason against autoplay means. */
export const AUTOPLAY_REASON_PROSE: Readonly<Record<AutoplayReason, string>> = {
  'viewer-off': 'The viewer has switched autoplay off.',
  minor: 'The viewer is a minor, where minors get no autoplay.',
  kids: 'It is a kids profile.',
  'reduced-motion': 'The device asks for less motion.',
  'data-saver': 'The device saves data.',
  'red-band': 'The trailer has the red band.',
  unrated: 'It has no rating here.',
  'flash-risk': 'It flashes three times a second or more (WCAG 2.3.1).',
  'unknown-place': 'The place of the viewer is not known.',
  'pin-unlocked': 'It may be shown at this hour only because a PIN was given.',
}

/** What each call to action means. */
export const CALL_TO_ACTION_PROSE: Readonly<Record<CallToAction, string>> = {
  watch: 'Watch at once: it is free, or the viewer is entitled to it.',
  subscribe: 'It takes a subscription.',
  rent: 'It can be rented.',
  buy: 'It can be bought.',
  remind: 'It has not started yet; offer a reminder.',
  details: 'Show its page. What minors get instead of what is for sale.',
  none: 'The video is about no title.',
}

/** What each privacy class means. */
export const PRIVACY_PROSE: Readonly<Record<PrivacyClass, string>> = {
  minor: 'A minor: nothing is learned and no profile is read.',
  consented: 'The viewer token says that the viewer agrees to personalization.',
  contextual: 'No consent: only the request and its session count.',
  'opted-out': 'The device sends Global Privacy Control, which wins over consent.',
}

/** What each state of a viewer means. */
export const VIEWER_PROSE: Readonly<Record<ViewerState, string>> = {
  guest: 'No viewer token came.',
  member: 'The viewer token is valid.',
  expired: 'The viewer token is genuine and has expired: it opens nothing, and goes on narrowing. Get a new one.',
}

/** What each rung means. */
export const RUNG_PROSE: Readonly<Record<Rung, string>> = {
  fresh: 'The live snapshot.',
  stale: 'The last snapshot that could be read; it is late.',
  cached: "The copy of this place's cache, verified again.",
  baseline: 'The house idents that are bundled with the service.',
}

/** What each surface is. */
export const SURFACE_PROSE: Readonly<Record<SurfaceId, string>> = {
  'home-hero': 'The large video at the top of the home screen.',
  'browse-tile': 'A tile in a row, or in search results.',
  'title-detail': 'The page of a title.',
  'post-play': 'The screen after a title ends.',
  'clips-feed': 'The vertical feed of clips.',
}

/** What each class of devices is. */
export const DEVICE_PROSE: Readonly<Record<Device, string>> = {
  tv: 'A television, or a stick or box at one.',
  mobile: 'A phone.',
  tablet: 'A tablet.',
  web: 'A browser on a computer.',
  console: 'A games console.',
  speaker: 'A loudspeaker without a screen: it gets no videos.',
}

/** When to send each event. */
export const EVENT_PROSE: Readonly<Record<DeviceEvent, string>> = {
  impression: 'Half of it was visible for two seconds.',
  start: 'Playback began.',
  firstQuartile: 'A quarter has played.',
  midpoint: 'Half has played.',
  thirdQuartile: 'Three quarters have played.',
  complete: 'It has played to its end.',
  mute: 'The viewer switched the sound off.',
  unmute: 'The viewer switched the sound on.',
  skip: 'The viewer went on to something else before its end.',
  firstFrame: 'The first picture was shown; `ttffMs` says how long that took.',
  stall: 'Playback had to wait for data.',
  error: 'It could not be played.',
  click: 'The viewer pressed it, or its button.',
  watch: 'The viewer began to watch the title.',
  rent: 'The viewer rented the title.',
  buy: 'The viewer bought the title.',
  subscribe: 'The viewer subscribed.',
  watchlist: 'The viewer put the title on their list.',
  like: 'The viewer liked it.',
  share: 'The viewer shared it.',
  notInterested: 'The viewer does not want to see it again.',
}

/** What each kind of video is. */
export const ASSET_KIND_PROSE: Readonly<Record<AssetKind, string>> = {
  trailer: 'It advertises one title.',
  promo: 'It advertises a title, several or none.',
  clip: 'A scene or a short piece, made for the feed.',
}

/** What each codec is. */
export const CODEC_PROSE: Readonly<Record<Codec, string>> = {
  avc: 'H.264.',
  hevc: 'H.265.',
  av1: 'AV1.',
  vp9: 'VP9.',
}

/** What `Codec` is called in the document: by requests and by answers. */
export const CODEC_META = { id: 'Codec', description: 'A video codec.', 'x-enumDescriptions': CODEC_PROSE }

/** What each type of rendition is. */
export const RENDITION_TYPE_PROSE: Readonly<Record<RenditionType, string>> = {
  hls: 'HTTP Live Streaming: the URL is that of a playlist.',
  dash: 'MPEG-DASH: the URL is that of a manifest.',
  mp4: 'One file.',
  webm: 'One file.',
}
