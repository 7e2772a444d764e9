import { MAX_WATCHED, type ViewerProfile } from '../model/nouns/profile.ts'
import type { TasteReward } from './taste-sums.ts'

type Watched = ViewerProfile['watched']
type WatchedTitle = Watched[number]

/** One time that a title was watched. */
export interface Viewing {
  /** `hash32` of the title's id. */
  readonly title: number
  /** When it ended, seconds since 1970 UTC. */
  readonly at: number
  /** How much of it, in whole percent. */
  readonly percent: number
  /** The title's taste vector; null: the title is not known. */
  readonly vector: ArrayLike<number> | null
}

/** The titles after some viewings, and what these say of taste. */
interface WatchedAfter {
  readonly watched: Watched
  readonly rewards: readonly TasteReward[]
}

/**
 * Adds viewings to the watched titles. A title stands once, with the latest time and the greatest share of its viewings;
 * what it said of taste before is taken back when it says more. So a viewing that comes twice changes nothing, and
 * neither does the order, as long as there is room for the titles.
 *
 * @param reward what a title that was watched to its end says
 */
export function withViewings(before: Watched, viewings: readonly Viewing[], reward: number): WatchedAfter {
  const rewards: TasteReward[] = []
  let watched = before
  for (const viewing of viewings) {
    const known = watched.find(([title]) => title === viewing.title)
    // A list that is full has forgotten what is older than all of it.
    if (known === undefined && watched.length >= MAX_WATCHED && viewing.at <= (watched[0]?.[1] ?? 0)) continue
    const [, at, percent, told] = known ?? [0, 0, 0, 0]
    const says = viewing.vector !== null || told === 1
    const next: WatchedTitle = [
      viewing.title,
      Math.max(at, viewing.at),
      Math.max(percent, viewing.percent),
      says ? 1 : 0,
    ]
    if (viewing.vector !== null) {
      if (told === 1) rewards.push({ at: at * 1000, reward: (-reward * percent) / 100, vector: viewing.vector })
      rewards.push({ at: next[1] * 1000, reward: (reward * next[2]) / 100, vector: viewing.vector })
    } else if (known !== undefined && told === 1) {
      // What the sums hold of it can only be changed with its vector.
      ;[next[1], next[2]] = [at, percent]
    }
    watched = [...watched.filter((each) => each !== known), next].sort(latestLast).slice(-MAX_WATCHED)
  }
  return { watched, rewards }
}

function latestLast(one: WatchedTitle, other: WatchedTitle): number {
  return one[1] - other[1] || one[0] - other[0]
}
