import type { Codec } from '../../model/nouns/asset-words.ts'
import type { Device } from '../../model/nouns/campaign-words.ts'
import type { OfferType } from '../../model/nouns/offer-words.ts'
import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import type { EmbargoRule, PlaceCode } from '../../model/policies/place-policies.ts'

/** Where the request comes from, as the platform says; never what the client says. */
export interface Place {
  /** ISO code, or `XX` when unknown (missing, `XX`, `T1`). */
  readonly country: TerritoryCode
  /** ISO 3166-2 part, such as `BY`. */
  readonly regionCode: string | null
  /** IANA zone of the place; null: every zone of the territory must agree. */
  readonly timeZone: string | null
  readonly anonymizer: 'vpn' | 'tor' | null
}

/** Who watches, as far as the signed token says. */
export interface Viewer {
  readonly state: 'guest' | 'member' | 'expired'
  readonly subject: string | null
  /** Greatest gate age by token; null: the token names none. */
  readonly cap: number | null
  readonly kids: boolean
  readonly adult: boolean
  /** A PIN was given: it lifts clocks that a PIN may lift, for a deliberate play; never autoplay. */
  readonly pin: boolean
  readonly personalize: boolean
  readonly entitlements: readonly OfferType[]
  readonly residence: TerritoryCode | null
}

/** What the device asked for, unsigned: it may narrow, never widen. */
export interface Hints {
  readonly device: Device | null
  /** Codecs that it can play; empty: not said, so any. */
  readonly codecs: readonly Codec[]
  readonly maxHeight: number | null
  readonly language: string | null
  readonly autoplayOff: boolean
  readonly saveData: boolean
  readonly reducedMotion: boolean
  readonly globalPrivacyControl: boolean
  /** Unsigned `kids=1` narrows to a kids profile. */
  readonly kids: boolean
  /** Unsigned `maxAge=`: a lower cap for this request. */
  readonly maxAge: number | null
}

/** How much may be known of the viewer; `minor` wins over everything, then `opted-out`. */
export type PrivacyClass = 'minor' | 'consented' | 'contextual' | 'opted-out'

/** Everything that a gate may look at, derived once per request. Two equal contexts get equal verdicts. */
export interface Context {
  /** Decision time, milliseconds since 1970 UTC. */
  readonly now: number
  /**
   * Nobody has announced a snapshot for so long that this one no longer knows what came since. Then every viewer gets
   * at most what a guest does, and only titles whose offer has begun: that a coming one may be promoted is a plan, and
   * plans change. Windows that are open go on, those without an end too: a right that ends has its end in them.
   */
  readonly snapshotExpired: boolean
  /** Whose rights hold: the place, or the residence of a viewer who keeps home rights abroad. */
  readonly territory: TerritoryCode
  /** Where the viewer is; `XX` when unknown. */
  readonly place: TerritoryCode
  /** Places whose ratings count, of `SnapshotHot.ratingPlaces`; the strictest of them holds. */
  readonly ratingPlaces: readonly PlaceCode[]
  /** IANA zones that a local clock must be read in; all of them when the zone is unknown. */
  readonly timeZones: readonly string[]
  readonly unknownPlace: boolean
  /** An operator's order that nothing may be served at this place. */
  readonly embargo: EmbargoRule | null
  /** Here or at home inside the European Economic Area, where minors get no autoplay at all. */
  readonly eea: boolean
  readonly viewer: Viewer['state']
  /** The bound: the least of token, profile, request and guest cap. */
  readonly cap: number
  readonly guestCap: number
  /** A kids profile, by token or by an unsigned hint: narrows. */
  readonly kids: boolean
  /** A kids profile by a valid token: it alone opens campaigns for kids only. */
  readonly kidsProven: boolean
  readonly adult: boolean
  readonly pin: boolean
  /** A kids profile, or a cap below 18 by a token, good or expired, without proof of an adult. */
  readonly minor: boolean
  /** A minor whose own bound, whatever a guest's is, lies below the least age of autoplay. */
  readonly child: boolean
  readonly privacy: PrivacyClass
  readonly entitlements: readonly OfferType[]
  readonly device: Device | null
  readonly codecs: readonly Codec[]
  readonly maxHeight: number | null
  readonly language: string | null
  readonly autoplayOff: boolean
  readonly saveData: boolean
  readonly reducedMotion: boolean
}

/** One request for a decision on a surface. */
export interface Placement {
  readonly id: string
  readonly surface: SurfaceId
  readonly count: number
  /** Only this title's assets. Pinned placements are exempt from de-duplication. */
  readonly titleId: string | null
  /** The title whose page or play this stands beside, where the device says; null: the pinned one, or none. */
  readonly inView: string | null
  /** The name of the row that a tile stands in; null: in none, or not said. */
  readonly row: string | null
}
