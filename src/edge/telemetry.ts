import {
  type AnswerCounts,
  type CanaryArmName,
  type CanaryAssignment,
  NO_ANSWERS,
} from '../model/messages/canary-counts.ts'
import type { CanaryReport, TelemetryMessage } from '../model/messages/queue-message.ts'
import { ageOf } from '../model/nouns/age.ts'
import type { Rung } from '../model/nouns/answer-vocabulary.ts'
import type { RegionId } from '../model/nouns/region.ts'

const NO_COUNTS = { control: NO_ANSWERS, canary: NO_ANSWERS }

interface Tally {
  decisions: number
  noDecisions: number
  fallbacks: number
  unreadableSessions: number
  readonly rejects: Map<string, number>
  since: number
}

/** What the arms of a canary counted so far in this isolate, and whether that was reported. */
interface CanaryTally {
  readonly startedAs: number
  readonly counts: Record<CanaryArmName, AnswerCounts>
  reported: boolean
}

/** What answered a request, in the terms of the status page. */
export interface Served {
  readonly region: RegionId
  readonly sequence: number
  readonly snapshot: string
  readonly rung: Rung
  readonly refusal: string | null
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
  /** The canary that runs, and why it does not serve here (null when it serves); null: no canary runs. */
  readonly canary: { readonly startedAs: number; readonly refusal: string | null } | null
}

/** Counts what this isolate serves, by region, and reports it at intervals. */
export class Telemetry {
  private readonly tallies = new Map<RegionId, Tally>()
  private readonly canaries = new Map<RegionId, CanaryTally>()

  constructor(
    private readonly isolate: string,
    private readonly everyMs: number,
  ) {}

  /** Counts one answer; returns the report if one is due, otherwise null. `now` in milliseconds since 1970 UTC. */
  count(served: Served, now: number): TelemetryMessage | null {
    const known = this.tallies.get(served.region)
    const tally = known ?? emptyTally(now)
    if (!known) this.tallies.set(served.region, tally)
    tally.decisions += served.decided
    tally.noDecisions += served.empty.length
    if (served.rung === 'baseline' || served.rung === 'cached') tally.fallbacks++
    if (served.unreadableSession) tally.unreadableSessions++
    for (const reason of served.empty) tally.rejects.set(reason, (tally.rejects.get(reason) ?? 0) + 1)
    // Every feed ends at some time; that is not a fault of the arm.
    const empty = served.empty.some((reason) => reason !== 'end-of-feed')
    this.countArm(served.region, served.assignment, { empty, fellBack: served.fellBack, failed: served.failed })
    // An isolate's first answer is reported at once, because it shows that the point of presence serves.
    if (known && ageOf(tally.since, now) < this.everyMs) return null
    this.tallies.set(served.region, emptyTally(now))
    const { region, sequence, snapshot, rung, refusal } = served
    return {
      type: 'telemetry',
      isolate: this.isolate,
      region,
      sequence,
      snapshot,
      rung,
      at: now,
      counts: { decisions: tally.decisions, noDecisions: tally.noDecisions, fallbacks: tally.fallbacks },
      rejects: Object.fromEntries(tally.rejects),
      unreadableSessions: tally.unreadableSessions,
      refusal,
      canary: this.canaryReport(region, served.canary),
    }
  }

  /** Counts a request that got an error because nothing could answer it. */
  failed(region: RegionId, assignment: CanaryAssignment | null): void {
    this.countArm(region, assignment, { empty: false, fellBack: false, failed: true })
  }

  private countArm(
    region: RegionId,
    assignment: CanaryAssignment | null,
    came: { readonly empty: boolean; readonly fellBack: boolean; readonly failed: boolean },
  ): void {
    if (assignment === null) return
    const known = this.canaries.get(region)
    const same = known?.startedAs === assignment.startedAs
    const tally = same ? known : emptyCanary(assignment.startedAs)
    const before = tally.counts[assignment.arm]
    tally.counts[assignment.arm] = {
      decisions: before.decisions + 1,
      empty: before.empty + Number(came.empty),
      fallbacks: before.fallbacks + Number(came.fellBack),
      errors: before.errors + Number(came.failed),
    }
    tally.reported = false
    this.canaries.set(region, tally)
  }

  private canaryReport(region: RegionId, running: Served['canary']): CanaryReport | null {
    const tally = this.canaries.get(region)
    if (tally && !tally.reported) {
      tally.reported = true
      const refusal = running?.startedAs === tally.startedAs ? running.refusal : null
      return { startedAs: tally.startedAs, counts: { ...tally.counts }, refusal }
    }
    // A canary that does not serve is reported too, although nobody is in its arms.
    return running === null || running.refusal === null ? null : { ...running, counts: NO_COUNTS }
  }
}

function emptyTally(since: number): Tally {
  return { decisions: 0, noDecisions: 0, fallbacks: 0, unreadableSessions: 0, rejects: new Map(), since }
}

function emptyCanary(startedAs: number): CanaryTally {
  return { startedAs, counts: { ...NO_COUNTS }, reported: false }
}
