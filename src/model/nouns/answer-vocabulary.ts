/** The closed vocabularies of answers: without schemas, so that the edge can name them and leave zod out. */

/** How much may be known of the viewer; `minor` wins over everything, then `opted-out`. */
export const PRIVACY_CLASSES = ['minor', 'consented', 'contextual', 'opted-out'] as const

export type PrivacyClass = (typeof PRIVACY_CLASSES)[number]

/** Who asks: nobody known, the subject of a valid token, or that of one that was valid once. */
export const VIEWER_STATES = ['guest', 'member', 'expired'] as const

export type ViewerState = (typeof VIEWER_STATES)[number]

/** Which copy answers, the best first. */
export const RUNGS = ['fresh', 'stale', 'cached', 'baseline'] as const

export type Rung = (typeof RUNGS)[number]

/** What the customer can do about the title, by the offer that is open to them now. */
export const CALLS_TO_ACTION = ['watch', 'subscribe', 'rent', 'buy', 'remind', 'details', 'none'] as const

export type CallToAction = (typeof CALLS_TO_ACTION)[number]
