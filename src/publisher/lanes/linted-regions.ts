import type { RegionFindings } from '../../lint/lint-region.ts'
import { ageOf } from '../../model/nouns/age.ts'
import type { RegionId } from '../../model/nouns/region.ts'

/** What is found changes with the clock too, not with the schedule alone. */
const FRESH_MS = 5 * 60_000

interface Linted {
  readonly revision: number
  readonly at: number
  readonly found: RegionFindings
}

/** A region at a revision of the schedule, and how it is linted as it stands. */
export interface RegionToLint {
  readonly region: RegionId
  /** Read before the region is. */
  readonly revision: number
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  readonly lint: () => Promise<RegionFindings>
}

/**
 * What the linter finds in each region as it stands, kept by an isolate while the schedule is the same: people look at
 * lanes again and again, and a linted region is read and compiled as a whole.
 */
export class LintedRegions {
  readonly #kept = new Map<RegionId, Linted>()

  async of({ region, revision, now, lint }: RegionToLint): Promise<RegionFindings> {
    const kept = this.#kept.get(region)
    if (kept?.revision === revision && ageOf(kept.at, now) <= FRESH_MS) return kept.found
    const found = await lint()
    this.#kept.set(region, { revision, at: now, found })
    return found
  }
}
