import type { AutoplayReason } from '../../model/nouns/reason.ts'

/** Why a video does not start by itself, behind "a still:". */
export const AUTOPLAY_WORDS: Readonly<Record<AutoplayReason, string>> = {
  'viewer-off': 'the viewer turned autoplay off',
  minor: 'for a minor',
  kids: 'in a kids profile',
  'reduced-motion': 'for reduced motion',
  'data-saver': 'to save data',
  'red-band': 'it is of the red band',
  unrated: 'it has no rating',
  'flash-risk': 'it may flash',
  'unknown-place': 'the place is not known',
  'pin-unlocked': 'it was unlocked by a PIN',
}
