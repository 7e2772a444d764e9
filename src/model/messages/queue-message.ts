import type { Rung } from '../nouns/answer-vocabulary.ts'
import type { Device } from '../nouns/campaign-vocabulary.ts'
import type { RegionId, TerritoryCode } from '../nouns/region.ts'
import type { SurfaceId } from '../nouns/surface.ts'
import type { AnswerCounts, CanaryCounts } from './canary-counts.ts'

/** One event of a device about one decided item, as the edge accepts it: the ids come from the sealed token. */
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
  /**
   * False: the pick does not depend on its propensity alone, so it is left out of off-policy evaluation. Missing in
   * older messages.
   */
  readonly drawn?: boolean
  /** The choice stays for days, so it is left out of off-policy evaluation. */
  readonly sticky: boolean
  readonly privacy: string
  /** Experiments and canaries that the viewer was in, with the arm of each; missing in older messages. */
  readonly arms?: readonly (readonly [key: string, arm: string])[]
  /** Milliseconds since 1970 UTC. */
  readonly occurredAt: number
  readonly watchedMs: number | null
  readonly ttffMs: number | null
  // Older messages, and events of older tokens, say none of the following.
  /** When the edge accepted it, milliseconds since 1970 UTC. */
  readonly receivedAt?: number
  readonly surface?: SurfaceId | null
  readonly territory?: TerritoryCode | null
  readonly device?: Device | null
  /** It took a slot that is reserved for new assets. */
  readonly reserved?: boolean
  /** The viewer's pseudonym, 16 hex digits; null for minors. */
  readonly unit?: string | null
  /** The viewer belongs to the share that gets nothing of what is learned. */
  readonly holdout?: boolean
  /** Which of the asset's own renditions it is about, by index; null: the device did not say. */
  readonly playback?: number | null
  /** 12 bits of a hash of the network, under a key of the day: enough to see one network flood, too few to tell it. */
  readonly source?: number | null
}

/** The events of one beacon for one region. */
export interface EventsMessage {
  readonly type: 'events'
  readonly region: RegionId
  readonly items: readonly DeviceEventItem[]
}

/** How many decisions each rung answered; one that answered none may be left out. */
export type RungCounts = Readonly<Partial<Record<Rung, number>>>

/** What one isolate has served since its last report. No personal data: counts only. */
export interface TelemetryMessage {
  readonly type: 'telemetry'
  /** A random name for the isolate, for as long as it lives. */
  readonly isolate: string
  readonly region: RegionId
  readonly sequence: number
  readonly snapshot: string
  readonly rung: Rung
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly counts: { readonly decisions: number; readonly noDecisions: number; readonly fallbacks: number }
  /** Decisions by the rung that answered them; missing in reports of older versions. */
  readonly rungs?: RungCounts
  /** Reason of an empty placement → how often. */
  readonly rejects: Readonly<Record<string, number>>
  /** Sessions that could not be read; missing in reports of older versions. */
  readonly unreadableSessions?: number
  /** Why the newest snapshot or list was not accepted; null when it was. */
  readonly refusal: string | null
  /**
   * When the takedown list that it applies was signed, milliseconds since 1970 UTC; null: it has read none yet. Missing in
   * reports of older versions.
   */
  readonly listSignedAt?: number | null
  /** Report on a canary, if there is news; missing in reports of older versions. */
  readonly canary?: CanaryReport | null
  /** What was asked for, by hour; missing in reports of older versions. */
  readonly supply?: readonly SupplyReport[]
}

/** Placements of one territory and surface. What was asked is what was answered and what stayed empty. */
export interface SupplyCell {
  readonly territory: TerritoryCode
  readonly surface: SurfaceId
  readonly asked: number
  readonly answered: number
  /** Reason of an empty placement (`SupplyReason`) → how often. One that a house ident filled counts as empty. */
  readonly empty: Readonly<Record<string, number>>
}

/**
 * Everything that an isolate has counted of one hour so far, for one region. Of two reports of a series, the one with the
 * greater number is the later, and includes the other.
 */
export interface SupplyReport {
  /** When the hour begins, milliseconds since 1970 UTC. */
  readonly hour: number
  /**
   * How many hours the isolate had begun to count before, of any region. After its clock went back, an hour may be
   * begun anew: then both series count.
   */
  readonly series: number
  readonly number: number
  readonly cells: readonly SupplyCell[]
}

/**
 * Everything that an isolate has counted of a canary so far. Of two reports, the one with the greater counts is the
 * later.
 */
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

/** Everything that the edge puts on the queue of events. */
export type EdgeMessage = EventsMessage | TelemetryMessage | DecisionMessage

/**
 * What a consented viewer did, for their profile. It goes over a queue of its own (`PROFILES`), which only the profile
 * writer reads: no other message names a subject.
 */
export interface ProfileMessage {
  readonly type: 'profile'
  readonly region: RegionId
  /** The subject of the viewer token that the decision was asked for with. */
  readonly subject: string
  /** When the decision was made under that token's consent, milliseconds since 1970 UTC. */
  readonly consentedAt: number
  readonly items: readonly Pick<
    DeviceEventItem,
    'decisionId' | 'position' | 'event' | 'assetId' | 'campaignId' | 'occurredAt' | 'watchedMs'
  >[]
}
