import type { TelemetryMessage } from '../model/queue-message.ts'
import type { RegionId } from '../model/region.ts'

interface Tally {
  decisions: number
  noDecisions: number
  fallbacks: number
  readonly rejects: Map<string, number>
  since: number
}

/** What answered a request, in the words of the status page. */
export interface Served {
  readonly region: RegionId
  readonly sequence: number
  readonly snapshot: string
  readonly rung: string
  readonly refusal: string | null
  readonly decided: number
  /** Reasons of the placements that stayed empty. */
  readonly empty: readonly string[]
}

/** Counts what this isolate serves, region by region, and reports it every now and then. */
export class Telemetry {
  private readonly tallies = new Map<RegionId, Tally>()

  constructor(
    private readonly isolate: string,
    private readonly everyMs: number,
  ) {}

  /** Counts one answer; gives the report that is due, or null. `now` in milliseconds since 1970 UTC. */
  count(served: Served, now: number): TelemetryMessage | null {
    const known = this.tallies.get(served.region)
    const tally = known ?? {
      decisions: 0,
      noDecisions: 0,
      fallbacks: 0,
      rejects: new Map<string, number>(),
      since: now,
    }
    if (!known) this.tallies.set(served.region, tally)
    tally.decisions += served.decided
    tally.noDecisions += served.empty.length
    if (served.rung === 'baseline' || served.rung === 'cached') tally.fallbacks++
    for (const reason of served.empty) tally.rejects.set(reason, (tally.rejects.get(reason) ?? 0) + 1)
    // The first answer of an isolate is reported at once: that a place serves at all is news.
    if (known && now - tally.since < this.everyMs) return null
    this.tallies.set(served.region, { decisions: 0, noDecisions: 0, fallbacks: 0, rejects: new Map(), since: now })
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
      refusal,
    }
  }
}
