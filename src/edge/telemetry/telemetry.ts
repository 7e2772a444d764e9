import type { DressedDecision } from '../../answer/dressed-decision.ts'
import type { CanaryAssignment } from '../../model/messages/canary-counts.ts'
import type { TelemetryMessage } from '../../model/messages/queue-message.ts'
import { ageOf } from '../../model/nouns/age.ts'
import type { Rung } from '../../model/nouns/answer-vocabulary.ts'
import type { RegionId, TerritoryCode } from '../../model/nouns/region.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import { CanaryTally, type RunningCanary } from './canary-tally.ts'
import { type LostSupply, SupplyTally } from './supply-tally.ts'

/** What answered a request, in the terms of the status page. */
export interface Served {
  readonly region: RegionId
  readonly sequence: number
  readonly snapshot: string
  readonly rung: Rung
  readonly refusal: string | null
  /** When the takedown list that was applied was signed, milliseconds since 1970 UTC; null: none was read yet. */
  readonly listSignedAt: number | null
  readonly decided: number
  /** Reasons of the placements that stayed empty. */
  readonly empty: readonly string[]
  /** A session was sent, but could not be read. */
  readonly unreadableSession: boolean
  /** Where the viewer stands in a canary; null: in none. */
  readonly assignment: CanaryAssignment | null
  /** Another snapshot answered than the one that the viewer should have been served. */
  readonly fellBack: boolean
  /** The intended snapshot failed by an internal fault. */
  readonly failed: boolean
  /** The canary that runs; null: none. */
  readonly canary: RunningCanary | null
}

/** What the placements of an answer came to. */
export interface AskedFor {
  /** Whose rights applied. */
  readonly territory: TerritoryCode
  readonly placements: readonly CountedPlacement[]
  /** The surface of a feed that had ended before, so that nothing was decided; null: none had. */
  readonly endedOn: SurfaceId | null
}

/** What supply needs of a decision. */
export type CountedPlacement = Pick<DressedDecision, 'empty' | 'floor'> & {
  readonly placement: { readonly surface: SurfaceId }
}

/** What a request asked for that failed. */
export interface FailedAnswer {
  readonly region: RegionId
  readonly territory: TerritoryCode
  readonly surfaces: readonly SurfaceId[]
  readonly assignment: CanaryAssignment | null
}

interface Tally {
  answers: number
  decisions: number
  noDecisions: number
  fallbacks: number
  unreadableSessions: number
  readonly rejects: Map<string, number>
  readonly rungs: Map<Rung, number>
  since: number
  /** The last answer. */
  last: Served
  /** Somebody waits to report it, even if nothing more is asked for. */
  awaited: boolean
}

/**
 * How long after an answer it is reported although nobody asks again, in milliseconds: the platform lets work outlive
 * its request by 30 seconds.
 */
const EARLY_MS = 20_000

/** Counts what this isolate serves, by region, and reports it at intervals. */
export class Telemetry {
  private readonly tallies = new Map<RegionId, Tally>()
  private readonly canaries = new CanaryTally()
  private readonly supply: SupplyTally

  constructor(
    private readonly isolate: string,
    private readonly everyMs: number,
    lost: (supply: LostSupply) => void = () => undefined,
  ) {
    this.supply = new SupplyTally(lost)
  }

  /** Counts one answer; returns the report if one is due, otherwise null. `now` in milliseconds since 1970 UTC. */
  count(served: Served, asked: AskedFor, now: number): TelemetryMessage | null {
    const known = this.tallies.get(served.region)
    const tally = known ?? emptyTally(served, now)
    if (!known) this.tallies.set(served.region, tally)
    tally.last = served
    tally.answers++
    tally.decisions += served.decided
    tally.rungs.set(served.rung, (tally.rungs.get(served.rung) ?? 0) + served.decided)
    tally.noDecisions += served.empty.length
    if (served.rung === 'baseline' || served.rung === 'cached') tally.fallbacks++
    if (served.unreadableSession) tally.unreadableSessions++
    for (const reason of served.empty) tally.rejects.set(reason, (tally.rejects.get(reason) ?? 0) + 1)
    if (served.assignment !== null) {
      // Every feed ends at some time; that is not a fault of the arm.
      const empty = served.empty.some((reason) => reason !== 'end-of-feed')
      this.canaries.count(served.region, served.assignment, { empty, fellBack: served.fellBack, failed: served.failed })
    }
    this.countSupply(served, asked, now)
    // An isolate's first answer is reported at once, because it shows that the point of presence serves.
    return known && ageOf(tally.since, now) < this.everyMs ? null : this.report(tally, now)
  }

  /** Counts a request that got an error because nothing could answer it. */
  failed({ region, territory, surfaces, assignment }: FailedAnswer, now: number): void {
    if (assignment !== null) this.canaries.count(region, assignment, { empty: false, fellBack: false, failed: true })
    const supply = this.supply.hourOf(region, now).of(territory)
    for (const surface of surfaces) supply.count(surface, 'fault')
  }

  /**
   * How long to wait before what was counted of a region is reported early, in milliseconds; null: somebody waits
   * already, or there is nothing to report.
   */
  beginWait(region: RegionId): number | null {
    const tally = this.tallies.get(region)
    if (tally === undefined || tally.awaited || tally.answers === 0) return null
    tally.awaited = true
    return Math.min(this.everyMs, EARLY_MS)
  }

  /** What was counted since the last report of a region, although the next is not due; null: nothing was. */
  early(region: RegionId, now: number): TelemetryMessage | null {
    const tally = this.tallies.get(region)
    return tally === undefined || tally.answers === 0 ? null : this.report(tally, now)
  }

  /** Notes that the queue took a report, so that what it has of ended hours need not be reported again. */
  accept({ region, supply = [] }: Pick<TelemetryMessage, 'region' | 'supply'>): void {
    this.supply.accept(region, supply)
  }

  private countSupply({ region, rung }: Served, { territory, placements, endedOn }: AskedFor, now: number): void {
    const supply = this.supply.hourOf(region, now).of(territory)
    // Whatever a placement plays of the baseline is a house ident.
    const otherwise = rung === 'baseline' ? 'baseline' : null
    for (const { placement, floor, empty } of placements) supply.count(placement.surface, floor ?? empty ?? otherwise)
    if (endedOn !== null) supply.count(endedOn, 'end-of-feed')
  }

  private report(tally: Tally, now: number): TelemetryMessage {
    const { region, sequence, snapshot, rung, refusal, listSignedAt, canary } = tally.last
    this.tallies.set(region, emptyTally(tally.last, now))
    return {
      type: 'telemetry',
      isolate: this.isolate,
      region,
      sequence,
      snapshot,
      rung,
      at: now,
      counts: { decisions: tally.decisions, noDecisions: tally.noDecisions, fallbacks: tally.fallbacks },
      rungs: Object.fromEntries(tally.rungs),
      rejects: Object.fromEntries(tally.rejects),
      unreadableSessions: tally.unreadableSessions,
      refusal,
      listSignedAt,
      canary: this.canaries.report(region, canary),
      supply: this.supply.reports(region),
    }
  }
}

function emptyTally(last: Served, since: number): Tally {
  const counts = { answers: 0, decisions: 0, noDecisions: 0, fallbacks: 0, unreadableSessions: 0 }
  return { ...counts, rejects: new Map(), rungs: new Map(), since, last, awaited: false }
}
