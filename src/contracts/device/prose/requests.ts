import type { Prose } from '../../openapi/shape.ts'
import type { autoplayQuery } from '../requests/autoplay.ts'
import type { carriedSchema, viewerTokenSchema } from '../requests/carried.ts'
import type { clipsQuery, clipsSchema } from '../requests/clips.ts'
import type { decisionsSchema, placementSchema } from '../requests/decisions.ts'
import type { eventSchema, sharedTokenSchema, signalSchema } from '../requests/events.ts'
import type { hintsSchema } from '../requests/hints.ts'

/** What each field of a request means. Workers bundle the schemas; only the generator loads these words. */

/** Of `hintsSchema`. */
export const HINTS_PROSE: Prose<typeof hintsSchema> = {
  device: 'Class of the device. Left out: unknown, and campaigns for certain classes do not play.',
  codecs: 'Video codecs that the device can play. Left out: any.',
  maxHeight: 'Height of the tallest picture that the device can play, in lines. Left out: any.',
  language: 'Language of the viewer, as a tag (BCP 47). Left out: that of `Accept-Language`.',
  autoplay: '`off`: the viewer wants no video to start by itself.',
  saveData: 'The device saves data: no autoplay. Also by the header `Save-Data`.',
  reducedMotion: 'The viewer wants less motion: no autoplay. Also by the header `Sec-CH-Prefers-Reduced-Motion`.',
  gpc: 'Global Privacy Control: nothing is learned of the viewer. Also by the header `Sec-GPC`.',
  kids: 'It is a kids profile. Narrows only: it opens nothing that is for kids alone.',
  maxAge: 'Greatest age rating to show, in years. Narrows only; the lowest that is stated counts.',
}

/** Of `carriedSchema`. */
export const CARRIED_PROSE: Prose<typeof carriedSchema> = {
  session: 'The `session` of the last answer, unchanged. What cannot be read is passed over, and replaced.',
  requestId:
    'A name of your own for this request. A retry with the same name gets the same decisions from the same snapshot.',
}

/** Of `viewerTokenSchema`. */
export const VIEWER_TOKEN_PROSE: Prose<ReturnType<typeof viewerTokenSchema>> = {
  viewerToken: 'The viewer token, where the header `Authorization` cannot be set.',
}

/** Of `autoplayQuery`. */
export const AUTOPLAY_PROSE: Prose<typeof autoplayQuery> = {
  surface: 'Where the video plays; `home-hero` if left out. It is also the id of the placement in the answer.',
  titleId: 'Show videos of this title only.',
  inView: 'The title whose page or play this stands beside.',
  row: 'Name of the row of the screen, in your own words.',
}

const LIMIT = 'Greatest number of items; 10 if left out.'
const CURSOR = 'The `cursor` of the last page. Left out: the feed begins.'

/** Of `clipsQuery`. */
export const CLIPS_QUERY_PROSE: Prose<ReturnType<typeof clipsQuery>> = {
  limit: LIMIT,
  cursor: CURSOR,
  asset: 'A shared clip to open the feed with, if this viewer may see it. Counts on the first page.',
}

/** Of `sharedTokenSchema`. */
export const SHARED_TOKEN_PROSE: Prose<ReturnType<typeof sharedTokenSchema>> = {
  token:
    'The `token` of one answer, for everything below that names none of its own: a page of fifty items then fits into one body.',
}

/** Of `clipsSchema`. */
export const CLIPS_PROSE: Prose<ReturnType<typeof clipsSchema>> = {
  limit: LIMIT,
  cursor: CURSOR,
  ...SHARED_TOKEN_PROSE,
  signals: 'What the viewer did with items of earlier pages: the next page takes it into account at once.',
}

/** Of `placementSchema`. */
export const PLACEMENT_PROSE: Prose<ReturnType<typeof placementSchema>> = {
  id: 'A name of your own, used once in the request. The answer names the placement by it.',
  surface: 'Where the video plays.',
  count: "How many videos; the surface's own count if left out, and never more than the surface takes.",
  titleId: 'Show videos of this title only. Such placements may repeat what others show.',
  inView: 'The title whose page or play this stands beside.',
  row: 'Name of the row of the screen, in your own words.',
}

/** Of `decisionsSchema`. */
export const DECISIONS_PROSE: Prose<ReturnType<typeof decisionsSchema>> = {
  placements: 'The placements of one screen. The sum of their counts is at most 100.',
}

/** Of `signalSchema`. */
export const SIGNAL_PROSE: Prose<ReturnType<typeof signalSchema>> = {
  token: 'The `token` of the answer, unchanged. Left out: the one at the top of the body.',
  position: 'The `position` of the item in that answer.',
  event: 'What happened.',
  watchedMs: 'How much of the video was watched, in milliseconds.',
}

/** Of `eventSchema`. */
export const EVENT_FIELD_PROSE: Prose<ReturnType<typeof eventSchema>> = {
  ...SIGNAL_PROSE,
  ageMs: 'How long ago it happened, in milliseconds, by a clock that only counts up: no wall clock is needed.',
  playback:
    'Which file it is about: the index in the `playback` of the item. Sent with `start`, `firstFrame`, `stall` and `error`, it shows which files fail on which devices.',
  ttffMs: 'Time from the request to play to the first picture, in milliseconds. Sent with `firstFrame`.',
}
