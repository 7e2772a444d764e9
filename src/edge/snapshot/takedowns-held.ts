import type { Deny } from '../../decide/denies.ts'
import type { TakedownsPayload } from '../../snapshot/takedowns/payload.ts'
import { takedownsFor } from '../../snapshot/takedowns/takedowns-for.ts'

const NO_DENIES: readonly Deny[] = []

/** What is withdrawn just now, as an answer is made with it. */
export interface Withdrawn {
  readonly denies: readonly Deny[]
  /** Sequence of the takedown list in force; null when there is none. */
  readonly takedownsSequence: number | null
  /** Age of the takedown list's last verification, milliseconds; null when there is none. */
  readonly takedownsAgeMs: number | null
}

/**
 * A region's takedown list, by itself: what is taken down stays so under whatever snapshot serves, and an older list
 * never takes the place of a newer one.
 */
export class TakedownsHeld {
  private list: TakedownsPayload | null = null
  checkedAt = Number.NEGATIVE_INFINITY
  /** The list as it holds for content; one array for as long as neither changes, for what is kept by it. */
  private readonly applied = new Map<number, readonly Deny[]>()

  /** The greatest sequence seen; 0 for none. */
  get highWater(): number {
    return this.list?.sequence ?? 0
  }

  /** Whether the list was newer than the one in force. */
  adopt(list: TakedownsPayload): boolean {
    if (this.list && this.list.sequence >= list.sequence) return false
    this.list = list
    this.applied.clear()
    return true
  }

  /**
   * What it withdraws from content.
   * @param narrowed of the announced content; `Infinity` for what was never in a schedule
   * @param now the real clock, milliseconds since 1970 UTC
   */
  withdrawn(narrowed: number, now: number): Withdrawn {
    const age = now - this.checkedAt
    const takedownsAgeMs = Number.isFinite(age) ? age : null
    return { denies: this.denies(narrowed), takedownsSequence: this.list?.sequence ?? null, takedownsAgeMs }
  }

  private denies(narrowed: number): readonly Deny[] {
    const known = this.applied.get(narrowed)
    if (known) return known
    const denies = this.list === null ? NO_DENIES : takedownsFor(this.list, narrowed)
    this.applied.set(narrowed, denies)
    return denies
  }
}
