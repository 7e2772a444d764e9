import { ageOf, isOn, NO_PAUSE, type Pause } from '../../model/nouns/age.ts'
import { Distrusted, type TrustRefusal } from './trust.ts'

/** Time between tries while a source fails, doubled from the first to the last, with jitter. */
const RETRY_MS = { first: 1_000, last: 30_000 } as const
/** What is not there yet is no fault of storage: it is looked for as often as anything newer is. */
const AWAITED: readonly (TrustRefusal | 'unavailable')[] = ['missing', 'takedowns-behind', 'behind-list']
/** A look at storage that takes longer is given up, so that another one can be taken. */
const LOOK_MS = 10_000

/** A look at storage that is under way. */
interface Look {
  readonly startedAt: number
  readonly done: Promise<void>
}

interface LookoutSettings {
  readonly refreshMs: number
  /** The real clock, milliseconds since 1970 UTC. */
  readonly now: () => number
  /** Uniform in [0, 1): jitter of retries. */
  readonly random: () => number
}

/** Looks at storage once at a time, and leaves it alone for a while after a look that failed. */
export class RefreshBackOff {
  private looking: Look | null = null
  private failures = 0
  private resting: Pause = NO_PAUSE
  /** Why the last look gave nothing new; null after a good one. */
  lastRefusal: TrustRefusal | 'unavailable' | null = null

  constructor(private readonly settings: LookoutSettings) {}

  /** Starts a look, or joins the one under way; null while backing off. */
  join(look: () => Promise<void>): Promise<void> | null {
    const now = this.settings.now()
    if (this.looking && ageOf(this.looking.startedAt, now) >= LOOK_MS) {
      // Storage hangs, or the request that looked was cut off, and its I/O with it: it may never end.
      this.looking = null
      this.backOff(null)
    }
    if (this.looking) return this.looking.done
    if (isOn(this.resting, now)) return null
    const looking: Look = {
      startedAt: now,
      done: look().then(
        () => this.ended(looking, () => this.settle()),
        (error: unknown) => this.ended(looking, () => this.backOff(error)),
      ),
    }
    this.looking = looking
    return looking.done
  }

  /** How a look ended, unless it was given up: then its end no longer says how storage is. */
  private ended(looking: Look, note: () => void): void {
    if (this.looking !== looking) return
    this.looking = null
    note()
  }

  private settle(): void {
    this.failures = 0
    this.lastRefusal = null
  }

  private backOff(error: unknown): void {
    this.lastRefusal = error instanceof Distrusted ? error.refusal : 'unavailable'
    const last = AWAITED.includes(this.lastRefusal) ? this.settings.refreshMs : RETRY_MS.last
    const wait = Math.min(last, RETRY_MS.first * 2 ** this.failures)
    this.failures = Math.min(this.failures + 1, 16)
    const from = this.settings.now()
    this.resting = { from, until: from + wait * (0.5 + this.settings.random()) }
  }
}
