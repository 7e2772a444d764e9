import { ageOf, isOn, NO_PAUSE, type Pause } from '../../model/nouns/age.ts'
import { Distrusted, type TrustRefusal } from './trust.ts'

/** Pause after a failed read, doubled from the first to the last, with jitter. In milliseconds. */
const RETRY_MS = { first: 1_000, last: 30_000 } as const
/** Something not there yet is no failure of storage, so it is retried as often as any refresh. */
const AWAITED: readonly (TrustRefusal | 'unavailable')[] = ['missing', 'takedowns-behind', 'behind-list']
/** A read that takes longer, in milliseconds, is abandoned, so that another one can start. */
const LOOK_MS = 10_000

/** A read of storage that is under way. */
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

/** Reads storage once at a time, and pauses after a failed read. */
export class RefreshBackOff {
  private looking: Look | null = null
  private failures = 0
  private resting: Pause = NO_PAUSE
  /** Why the last read gave nothing new; null after a successful one. */
  lastRefusal: TrustRefusal | 'unavailable' | null = null

  constructor(private readonly settings: LookoutSettings) {}

  /** Starts a read, or joins the one under way; null during a pause. */
  join(look: () => Promise<void>): Promise<void> | null {
    const now = this.settings.now()
    if (this.looking && ageOf(this.looking.startedAt, now) >= LOOK_MS) {
      // Storage hangs, or the request that started the read was cut off together with its I/O: it may never end.
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

  /** Notes how a read ended. The end of an abandoned read is ignored: it says nothing about storage now. */
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
