import type { PrivacyClass, ViewerState } from '../../model/nouns/answer-vocabulary.ts'
import type { Codec } from '../../model/nouns/asset-vocabulary.ts'
import type { Device } from '../../model/nouns/campaign-vocabulary.ts'
import type { OfferType } from '../../model/nouns/offer-vocabulary.ts'
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
  readonly state: ViewerState
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
  /** Codecs that the device can play; empty: the device did not say, so any codec is assumed. */
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

/** Everything that a gate may look at, derived once per request. Two equal contexts get equal verdicts. */
export interface Context {
  /** Decision time, milliseconds since 1970 UTC. */
  readonly now: number
  /**
   * True when no snapshot has been announced for so long that this one may have missed changes. Every viewer then gets
   * at most what a guest gets, and only titles whose offer has begun: promotion of a coming offer is a plan, and plans
   * change. Windows that are already open stay open, even those without an end: a right that ends states its end in its
   * window.
   */
  readonly snapshotExpired: boolean
  /** The territory whose rights apply: the place, or the residence of a viewer who keeps home rights abroad. */
  readonly territory: TerritoryCode
  /** Where the viewer is; `XX` when unknown. */
  readonly place: TerritoryCode
  /** Places whose ratings count, from `SnapshotHot.ratingPlaces`; the strictest rating applies. */
  readonly ratingPlaces: readonly PlaceCode[]
  /** IANA zones that a local clock must be read in; every zone of the territory when the viewer's zone is unknown. */
  readonly timeZones: readonly string[]
  readonly unknownPlace: boolean
  /** An operator's order that nothing may be served at this place. */
  readonly embargo: EmbargoRule | null
  /** The place or the residence is in the European Economic Area, where minors get no autoplay at all. */
  readonly eea: boolean
  readonly viewer: Viewer['state']
  /** The viewer's maturity cap, in years: the least of the token's, the profile's, the request's and the guest cap. */
  readonly cap: number
  readonly guestCap: number
  /** A kids profile, by token or by an unsigned hint: narrows. */
  readonly kids: boolean
  /** A kids profile proven by a valid token; only this admits campaigns that are for kids only. */
  readonly kidsProven: boolean
  readonly adult: boolean
  readonly pin: boolean
  /** A kids profile, or a cap below 18 by a token, good or expired, without proof of an adult. */
  readonly minor: boolean
  /** A minor whose own cap, before any guest cap applies, is below the minimum age for autoplay. */
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
  /**
   * The title whose page or playback this placement stands beside, if the device says so; null: the pinned title, or
   * none.
   */
  readonly inView: string | null
  /** The name of the row that a tile stands in; null: the tile is in no row, or the device did not say. */
  readonly row: string | null
}
