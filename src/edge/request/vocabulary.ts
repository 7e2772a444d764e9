import type { Codec } from '../../model/asset.ts'
import type { Device } from '../../model/campaign.ts'
import type { OfferType } from '../../model/title.ts'

/*
 * The model's own lists again: the model's files bring full zod with them, which an edge bundle must not carry.
 * A test holds each to the model's.
 */
export const DEVICES = ['tv', 'mobile', 'tablet', 'web', 'console', 'speaker'] as const satisfies readonly Device[]
export const CODECS = ['avc', 'hevc', 'av1', 'vp9'] as const satisfies readonly Codec[]
export const OFFER_TYPES = ['subscription', 'rent', 'buy', 'free'] as const satisfies readonly OfferType[]
export const TITLE_ID = /^ttl_[A-Za-z0-9_-]{1,64}$/
export const ASSET_ID = /^ast_[A-Za-z0-9_-]{1,64}$/

/**
 * What a device may report about a played position: VAST 4's tracking events, and ours. An `impression` is half
 * visible for two seconds.
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
