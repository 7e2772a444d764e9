/** Pattern of a title's id. */
export const TITLE_ID = /^ttl_[A-Za-z0-9_-]{1,64}$/

/** Pattern of an asset's id. */
export const ASSET_ID = /^ast_[A-Za-z0-9_-]{1,64}$/

/**
 * The events that a device may report about a played position: the tracking events of VAST 4, and our own. An
 * `impression` means: half visible for two seconds.
 */
export const DEVICE_EVENTS = [
  'impression',
  'start',
  'firstQuartile',
  'midpoint',
  'thirdQuartile',
  'complete',
  'mute',
  'unmute',
  'skip',
  'firstFrame',
  'stall',
  'error',
  'click',
  'watch',
  'rent',
  'buy',
  'subscribe',
  'watchlist',
  'like',
  'share',
  'notInterested',
] as const
export type DeviceEvent = (typeof DEVICE_EVENTS)[number]
