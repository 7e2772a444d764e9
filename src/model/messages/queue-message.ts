import type { RegionId } from '../nouns/region.ts'
import type { AnswerCounts, CanaryCounts } from './canary-counts.ts'

/** One event of a device about one decided item, as the edge believes it: names come from the sealed token. */
export interface DeviceEventItem {
  readonly decisionId: string
  readonly position: number
  readonly event: string
  readonly assetId: string
  readonly campaignId: string
  readonly placementId: string
  /** Snapshot and sequence that decided. */
  readonly snapshot: string
  readonly sequence: number
  readonly propensity: number
  /** False: it did not come by that chance alone, so it is left out of off-policy evaluation; of before, not said. */
  readonly drawn?: boolean
  /** Chosen once for days: left out of off-policy evaluation. */
  readonly sticky: boolean
  readonly privacy: string
  /** Experiments and canaries that the viewer was in, and the arm of each; messages from before arms have none. */
  readonly arms?: readonly (readonly [key: string, arm: string])[]
  /** Milliseconds since 1970 UTC. */
  readonly occurredAt: number
  readonly watchedMs: number | null
  readonly ttffMs: number | null
}

/** The events of one beacon for one region. */
export interface EventsMessage {
  readonly type: 'events'
  readonly region: RegionId
  readonly items: readonly DeviceEventItem[]
}

/** What one isolate has really served since its last report. No personal data: counts only. */
export interface TelemetryMessage {
  readonly type: 'telemetry'
  /** A random name for the isolate, for as long as it lives. */
  readonly isolate: string
  readonly region: RegionId
  readonly sequence: number
  readonly snapshot: string
  readonly rung: string
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly counts: { readonly decisions: number; readonly noDecisions: number; readonly fallbacks: number }
  /** Reason of an empty placement → how often. */
  readonly rejects: Readonly<Record<string, number>>
  /** Sessions that came and could not be read; versions before they were counted leave it out. */
  readonly unreadableSessions?: number
  /** Why the newest snapshot or list was not taken; null when it was. */
  readonly refusal: string | null
  /** Of a canary, where there is something new to say; versions before canaries leave it out. */
  readonly canary?: CanaryReport | null
}

/** All that an isolate has counted of a canary so far: of two reports the one that counts more is the later. */
export interface CanaryReport {
  readonly startedAs: number
  readonly counts: CanaryCounts<AnswerCounts>
  /** Why it does not serve here; null when it does. */
  readonly refusal: string | null
}

/** One line of the decision log. */
export interface DecisionMessage {
  readonly type: 'decision'
  readonly decisionId: string
  readonly region: RegionId
  /** When it was decided, milliseconds since 1970 UTC. */
  readonly at: number
  /** The line (`model/decision-log.ts`) as a compact JWE, which only the publisher can open; locally, its JSON. */
  readonly line: string
}

/** Everything that the edge puts on the queue. */
export type EdgeMessage = EventsMessage | TelemetryMessage | DecisionMessage
