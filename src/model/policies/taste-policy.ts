import type { Genre } from '../nouns/genre.ts'

/** The terms of a score that are products with an asset's taste vector. */
export const TASTE_TERMS = ['taste', 'sessionTaste', 'context'] as const
export type TasteTerm = (typeof TASTE_TERMS)[number]

/** The terms of a score that depend on who watches, where and when, beside `RANKING_TERMS`. */
export const PERSONAL_TERMS = [...TASTE_TERMS, 'engagement', 'fatigue'] as const
export type PersonalTerm = (typeof PERSONAL_TERMS)[number]

/** What a device reports that says something of taste; all else it reports (start, quartiles, mute) says nothing. */
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
  /** What one event says, from −1 to 1. A skip counts in full at once, and less the more was watched before it. */
  readonly rewards: Readonly<Record<TasteEvent, number>>
  /** Share of a reward that the session's taste moves by. */
  readonly rate: number
  /** Share of what was learned before that is kept at each new lesson. */
  readonly keep: number
  /** Minutes in which what was learned halves. */
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

/** How much of the context term each thing may fill; together at most 1. */
export interface ContextPolicy {
  readonly titleInView: number
  readonly row: number
  readonly daypart: number
}

/** What was shown lately counts against an asset and its title: `rules/ranking.json`, `fatigue`. */
export interface FatiguePolicy {
  /** What one showing of the asset itself counts, and of another asset of its title, as shares of the term. */
  readonly asset: number
  readonly title: number
  /** Showings after which one counts half. */
  readonly halfLifeShowings: number
}

/** How the engagement term reads counts: `rules/ranking.json`, `engagement`. */
export interface EngagementPolicy {
  /** How many impressions at its surface's own rate an asset is thought to have had before its first. */
  readonly priorImpressions: number
}

/** What of `rules/ranking.json` the personal terms need. */
export interface PersonalPolicy {
  /** Most points of each term. */
  readonly points: Readonly<Record<PersonalTerm, number>>
  readonly session: SessionTastePolicy
  readonly context: ContextPolicy
  readonly dayparts: readonly Daypart[]
  readonly fatigue: FatiguePolicy
  readonly engagement: EngagementPolicy
}
