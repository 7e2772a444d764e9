/**
 * The reasons of gates, in gate order. Explain, logs and metrics use exactly these words. A gate's index in this list
 * is its number everywhere; the first failing gate gives the reason.
 */
export const GATE_REASONS = [
  'takedown',
  'not-approved',
  'not-started',
  'ended',
  'embargoed',
  'territory',
  'geo',
  'no-offer',
  'surface',
  'unrated',
  'refused',
  'maturity',
  'band',
  'page',
  'clock',
  'descriptor',
  'kids',
  'privacy',
  'format',
  'language',
  'entitlement',
  'frequency-cap',
  'fatigue',
  'holdout',
  'pacing',
] as const
export type GateReason = (typeof GATE_REASONS)[number]

/** Reasons why ranking and the slate reject an eligible candidate. */
export const SLATE_REASONS = ['diversity', 'exclusion', 'outranked'] as const
export type SlateReason = (typeof SLATE_REASONS)[number]

/** Why an asset that may be shown may not autoplay. In order: the first that applies is given. */
export const AUTOPLAY_REASONS = [
  'viewer-off',
  'minor',
  'kids',
  'reduced-motion',
  'data-saver',
  'red-band',
  'unrated',
  'flash-risk',
  'unknown-place',
  'pin-unlocked',
] as const
export type AutoplayReason = (typeof AUTOPLAY_REASONS)[number]

/**
 * Every reason why a placement has nothing to play: those of its candidates, and those of the placement itself.
 * `no-candidates`: the snapshot holds nothing for the surface; `unknown-title`: nothing about the requested title;
 * `end-of-feed`: everything was served; `unavailable`: something was chosen, but its text was not available in time.
 */
export const NO_DECISION_REASONS = [
  ...GATE_REASONS,
  ...SLATE_REASONS,
  'no-candidates',
  'end-of-feed',
  'unknown-title',
  'unavailable',
] as const
export type NoDecisionReason = (typeof NO_DECISION_REASONS)[number]

/**
 * `noDecisions[].statusCode`, in OpenRTB's ranges for seat-non-bid: 0–99 nothing to offer, 200–299 blocked, 300–399
 * rejected, 500 and up a word of this system. Source: openrtb `extensions/community_extensions/seat-non-bid.md`.
 */
export const STATUS_CODES = {
  'no-candidates': 0,
  'end-of-feed': 1,
  'unknown-title': 2,
  'frequency-cap': 9,
  privacy: 204,
  outranked: 203,
  format: 202,
  exclusion: 355,
  maturity: 500,
  territory: 501,
  'not-started': 502,
  ended: 502,
  entitlement: 503,
  takedown: 504,
  diversity: 505,
  pacing: 506,
  holdout: 507,
  geo: 508,
  'no-offer': 509,
  embargoed: 510,
  surface: 511,
  unrated: 512,
  refused: 513,
  band: 514,
  page: 515,
  clock: 516,
  descriptor: 517,
  kids: 518,
  language: 519,
  fatigue: 520,
  'not-approved': 521,
  unavailable: 522,
} as const satisfies Readonly<Record<NoDecisionReason, number>>
