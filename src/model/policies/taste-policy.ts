import type { Genre } from '../nouns/genre.ts'

/** The terms of a score that are products with an asset's taste vector. */
export const TASTE_TERMS = ['taste', 'sessionTaste', 'context'] as const
export type TasteTerm = (typeof TASTE_TERMS)[number]

/** The terms of a score that depend on who watches, where and when, beside `RANKING_TERMS`. */
export const PERSONAL_TERMS = [...TASTE_TERMS, 'engagement', 'fatigue'] as const
export type PersonalTerm = (typeof PERSONAL_TERMS)[number]

/** Device events that say something about taste; all others (start, quartiles, mute) say nothing. */
export const TASTE_EVENTS = [
  'skip',
  'complete',
  'unmute',
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
export type TasteEvent = (typeof TASTE_EVENTS)[number]

/** How a session learns: `rules/ranking.json`, `session`. */
export interface SessionTastePolicy {
  /**
   * Reward of each event, from −1 to 1. A skip counts in full at the start, and less the more was watched before it.
   */
  readonly rewards: Readonly<Record<TasteEvent, number>>
  /** Learning rate: share of a reward that moves the session's taste. */
  readonly rate: number
  /** Share of earlier learning that is kept at each new lesson. */
  readonly keep: number
  /** Half-life of what was learned, in minutes. */
  readonly halfLifeMinutes: number
  /** A skip after this share of the video says nothing. */
  readonly skipUntil: number
}

/** A part of the local day, minutes since midnight; `to` below `from` crosses midnight. */
export interface Daypart {
  readonly id: string
  readonly from: number
  readonly to: number
  /** Bit 0 Monday … bit 6 Sunday. */
  readonly days: number
  /** How well a genre fits the part, −1 to 1. */
  readonly genres: Readonly<Partial<Record<Genre, number>>>
}

/** The share of the context term that each part may fill; together at most 1. */
export interface ContextPolicy {
  readonly titleInView: number
  readonly row: number
  readonly daypart: number
}

/** Penalties for recent showings: `rules/ranking.json`, `fatigue`. */
export interface FatiguePolicy {
  /** What one showing of the asset itself counts, and of another asset of its title, as shares of the term. */
  readonly asset: number
  readonly title: number
  /** Half-life of a showing's penalty, in showings. */
  readonly halfLifeShowings: number
}

/** How the engagement term reads counts: `rules/ranking.json`, `engagement`. */
export interface EngagementPolicy {
  /** Strength of the prior: number of impressions, at the surface's own rate, that an asset is assumed to have had. */
  readonly priorImpressions: number
}

/** The part of `rules/ranking.json` that the personal terms need. */
export interface PersonalPolicy {
  /** Most points of each term. */
  readonly points: Readonly<Record<PersonalTerm, number>>
  readonly session: SessionTastePolicy
  readonly context: ContextPolicy
  readonly dayparts: readonly Daypart[]
  readonly fatigue: FatiguePolicy
  readonly engagement: EngagementPolicy
}
