import { EPISODE, SEASON, SERIES, type TitleLevel, VOLUME, WORK } from './title-level.ts'

/** What a `WorkType` is to us. */
export type Work =
  | { readonly kind: 'movie' | 'short' | 'series' | 'season' | 'episode' | 'event'; readonly level: TitleLevel }
  /** A bonus or an advertisement: it has to do with a title, but it is none. */
  | 'extra'

/**
 * The works of Common Metadata's vocabulary (`WorkType`, v2.12) that are titles or extras; the names in small letters.
 * A volume is a part of a season that is sold by itself. The others (`Collection`, `Franchise`, books, music, apps) are
 * nothing that a customer watches.
 */
const WORKS: ReadonlyMap<string, Work> = new Map<string, Work>([
  ['movie', { kind: 'movie', level: WORK }],
  ['non-episodic show', { kind: 'movie', level: WORK }],
  ['short', { kind: 'short', level: WORK }],
  ['music video', { kind: 'short', level: WORK }],
  ['concert', { kind: 'event', level: WORK }],
  ['performing art', { kind: 'event', level: WORK }],
  ['competition', { kind: 'event', level: WORK }],
  ['series', { kind: 'series', level: SERIES }],
  ['season', { kind: 'season', level: SEASON }],
  ['volume', { kind: 'season', level: VOLUME }],
  ['episode', { kind: 'episode', level: EPISODE }],
  ['supplemental', 'extra'],
  ['promotion', 'extra'],
  ['ad', 'extra'],
  ['excerpt', 'extra'],
])

/** What a work type stands for; null: nothing that a customer watches, or an unknown one. */
export const workOf = (workType: string): Work | null => WORKS.get(workType.toLowerCase()) ?? null
