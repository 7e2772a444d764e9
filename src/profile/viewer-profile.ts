import type { ProfileConsent, StoredProfile, ViewerProfile } from '../model/nouns/profile.ts'
import { PROFILE_LENGTH } from '../model/nouns/profile.ts'
import { type CappedShowing, withShowings } from './cap-tally.ts'
import { NO_SUMS, type TasteReward, type TasteSums, tasteOf, withRewards } from './taste-sums.ts'
import { type Viewing, withViewings } from './watched-titles.ts'

/** What is learned of one viewer at once. */
export interface Learned {
  readonly rewards: readonly TasteReward[]
  readonly showings: readonly CappedShowing[]
  readonly viewings: readonly Viewing[]
  /** The consents that all of it stands on. */
  readonly consents: readonly ProfileConsent[]
}

/** What the profile writer knows beside the viewer. */
export interface Learning {
  /** The space that the vectors lie in. */
  readonly space: string
  /** What a title that was watched to its end says, −1 to 1. */
  readonly watchedReward: number
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  /** base64url without padding: core has no encoder. */
  readonly encode: (bytes: Uint8Array) => string
}

/**
 * The profile after more was learned. Taste of another space, or of one that is not named, is none: the sums begin
 * anew, while watched titles and showings go on. Null without any consent.
 */
export function learnedProfile(
  before: StoredProfile | null,
  learned: Learned,
  learning: Learning,
): ViewerProfile | null {
  const consent = latestConsent([...(before === null ? [] : [before.consent]), ...learned.consents])
  if (consent === null) return null
  const known = knownIn(before, learning.space)
  const { watched, rewards } = withViewings(known.watched, learned.viewings, learning.watchedReward)
  const sums = withRewards(known, [...rewards, ...learned.rewards])
  return withinLength({
    v: 2,
    space: learning.space,
    taste: learning.encode(new Uint8Array(tasteOf(sums).buffer)),
    sums: sums.sums.map(rounded),
    summedAt: sums.summedAt,
    watched,
    caps: withShowings(known.caps, learned.showings, Math.floor(learning.now / 1000)),
    updatedAt: learning.now,
    consent,
  })
}

/** What of a stored profile goes on in a space. */
function knownIn(before: StoredProfile | null, space: string): TasteSums & Pick<ViewerProfile, 'watched' | 'caps'> {
  if (before === null) return { ...NO_SUMS, watched: [], caps: [] }
  if (before.v === 1) {
    const at = Math.floor(before.updatedAt / 1000)
    return { ...NO_SUMS, watched: before.watched.map((title) => [title, at, 100, 0]), caps: [] }
  }
  if (before.space === space) return before
  return {
    ...NO_SUMS,
    watched: before.watched.map(([title, at, percent]) => [title, at, percent, 0]),
    caps: before.caps,
  }
}

/** The latest; of two at once, one and always the same. */
function latestConsent(consents: readonly ProfileConsent[]): ProfileConsent | null {
  return [...consents].sort((one, other) => other.at - one.at || (one.proof < other.proof ? 1 : -1))[0] ?? null
}

/** Four decimals are a millionth of a strong taste, so that a profile that is written often stays exact. */
function rounded(sum: number): number {
  return Math.round(sum * 10_000) / 10_000
}

/** The profile without the caps that end first and that it has no room for. */
function withinLength(profile: ViewerProfile): ViewerProfile {
  let fitting = profile
  while (fitting.caps.length > 0 && JSON.stringify(fitting).length > PROFILE_LENGTH) {
    fitting = { ...fitting, caps: fitting.caps.slice(0, -1) }
  }
  return fitting
}
