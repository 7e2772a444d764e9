import { base64url } from 'jose'
import type { CapCount } from '../../decide/eligibility/gates/pair-gates.ts'
import { within } from '../../kv/deadline.ts'
import { normOf, TASTE_NORM } from '../../model/columns/taste-vector.ts'
import { ageOf } from '../../model/nouns/age.ts'
import { profile, WATCHED_PERCENT } from '../../model/nouns/profile.ts'
import { countsOf } from '../../profile/cap-tally.ts'
import type { ConsentedViewer } from './consented-viewer.ts'
import type { ProfileSource } from './rest-source.ts'

/** How long a request waits for a profile, at most. */
export const PROFILE_DEADLINE_MS = 30
/** How long an answer is kept, so that a late one is there for the viewer's next request. */
const KEPT_MS = 60_000
/**
 * A call without an answer for this long is taken for dead, as when its request was cut off; the next request calls
 * anew.
 */
const DEAD_AFTER_MS = 2000
const MAX_KEPT = 500

/** What of a profile a decision needs. */
export interface KnownProfile {
  /** The space of the taste; null: it is not known, and the taste says nothing. */
  readonly space: string | null
  readonly taste: Int8Array
  /** `hash32` of titles' ids, oldest first. */
  readonly watched: readonly number[]
  /** Showings of capped campaigns, on all devices. */
  readonly caps: readonly CapCount[]
}

export type ProfileReading =
  | { readonly state: 'fresh'; readonly profile: KnownProfile }
  /** Missing: the viewer has no profile. Late: no answer within the deadline. Failed: no answer, or an invalid one. */
  | { readonly state: 'missing' | 'late' | 'failed' }

interface Flight {
  readonly startedAt: number
  readonly answer: Promise<KnownProfile | null>
  answered: boolean
}

/**
 * Reads profiles for the requests of one isolate. It never throws, and no request waits beyond the deadline. Requests
 * of one viewer share one call, whose answer is kept for a minute. Without an answer the viewer is ranked without a
 * profile.
 */
export class ProfileReader {
  private readonly flights = new Map<string, Flight>()

  /** @param now milliseconds since 1970 UTC, read at each call */
  constructor(
    private readonly source: ProfileSource,
    private readonly now: () => number,
  ) {}

  /** @param keepAlive lets a late answer outlive the request (`waitUntil`) */
  async read({ subject }: ConsentedViewer, keepAlive: (work: Promise<unknown>) => void): Promise<ProfileReading> {
    const outcome = await within(this.flight(subject, keepAlive).answer, PROFILE_DEADLINE_MS)
    if (outcome.state !== 'done') return { state: outcome.state }
    return outcome.value === null ? { state: 'missing' } : { state: 'fresh', profile: outcome.value }
  }

  private flight(subject: string, keepAlive: (work: Promise<unknown>) => void): Flight {
    const now = this.now()
    const known = this.flights.get(subject)
    if (known && ageOf(known.startedAt, now) < (known.answered ? KEPT_MS : DEAD_AFTER_MS)) return known
    this.flights.delete(subject)
    const flight: Flight = { startedAt: now, answer: this.fetchProfile(subject), answered: false }
    this.flights.set(subject, flight)
    const landed = flight.answer.then(
      () => {
        flight.answered = true
      },
      // A failure is not kept for the next request.
      () => this.forget(subject, flight),
    )
    keepAlive(landed)
    const [oldest] = this.flights.keys()
    if (this.flights.size > MAX_KEPT && oldest !== undefined) this.flights.delete(oldest)
    return flight
  }

  private forget(subject: string, flight: Flight): void {
    if (this.flights.get(subject) === flight) this.flights.delete(subject)
  }

  private async fetchProfile(subject: string): Promise<KnownProfile | null> {
    const text = await this.source(subject)
    return text === null ? null : readProfile(text, this.now())
  }
}

/** @throws when the text is not a profile of a known version: no profile is better than half of one */
function readProfile(text: string, now: number): KnownProfile {
  const read = profile().parse(JSON.parse(text))
  const taste = new Int8Array(base64url.decode(read.taste))
  if (normOf(taste) > TASTE_NORM) throw new RangeError('a taste beyond its bound')
  if (read.v === 1) return { space: null, taste: new Int8Array(), watched: read.watched, caps: [] }
  const watched = read.watched.flatMap(([title, , percent]) => (percent >= WATCHED_PERCENT ? title : []))
  return { space: read.space, taste, watched, caps: countsOf(read.caps, now) }
}
