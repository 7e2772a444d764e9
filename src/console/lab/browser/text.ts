import type { Decision } from '../../../contracts/device/answers/decision.ts'
import type { AutoplayReason } from '../../../model/nouns/reason.ts'

/** A sentence for each reason against autoplay. A new reason without a sentence does not compile. */
const WHY_STILL: Readonly<Record<AutoplayReason, string>> = {
  'viewer-off': 'Autoplay is switched off',
  minor: 'No autoplay for minors here',
  kids: 'No autoplay in a kids profile',
  'reduced-motion': 'The device asks for reduced motion',
  'data-saver': 'The device saves data',
  'red-band': 'A red-band trailer waits to be asked for',
  unrated: 'Not rated in this territory',
  'flash-risk': 'May hold flashing lights',
  'unknown-place': 'The place is unknown',
  'pin-unlocked': 'Unlocked by PIN, so nothing starts by itself',
}

export function whyStill({ autoplay }: Decision): string {
  if (autoplay.allowed) return ''
  return autoplay.reason === undefined ? 'Autoplay is not allowed' : (WHY_STILL[autoplay.reason] ?? autoplay.reason)
}

const ACTIONS: Readonly<Record<string, string>> = {
  watch: 'Watch now',
  subscribe: 'Subscribe to watch',
  rent: 'Rent',
  buy: 'Buy',
  remind: 'Remind me',
  details: 'More details',
}

/** The text of the call to action; null: there is none. */
export function actionText({ cta }: Decision): string | null {
  return cta.action === 'none' ? null : (ACTIONS[cta.action] ?? cta.action)
}

/** System and label; some labels already contain the name of the system, like `FSK 12`. */
export function ratingText({ rating }: Decision): string {
  const { system, label } = rating
  if (system === null) return 'Not rated'
  return label.startsWith(system) ? label : `${system} ${label}`
}

/** An age, rounded: `412 s`, `12 min`, `3 h`. */
export function ageText(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}
