import type { TerritoryCode } from '../nouns/region.ts'

/** A country, or a part of it: ISO 3166-1 `UA`, ISO 3166-2 `UA-43`. */
export type PlaceCode = string

/** A place where nothing at all may be served, by the operator's order: answered 451, without any title. */
export interface EmbargoRule {
  readonly place: PlaceCode
  readonly reason: string
  /** `YYYY-MM-DD`: by then somebody has to confirm it. It holds on until it is removed. */
  readonly reviewBy: string
}

/** What is forbidden where the viewer is a child. */
export const MINOR_PROTECTIONS = ['identifier', 'profiling', 'age-data-reuse'] as const

/** A law that protects viewers below an age. Confirmed or not, it counts: it only ever forbids. */
export interface MinorRule {
  readonly places: readonly PlaceCode[]
  /** Protects viewers younger than this, in years. */
  readonly below: number
  /** `identifier`: no stored id. `profiling`: no profile. `age-data-reuse`: the age serves no other end. */
  readonly forbids: readonly (typeof MINOR_PROTECTIONS)[number][]
}

/** `rules/policies/privacy.json`, but for consent ages, which stand in each territory's row. */
export interface PrivacyPolicy {
  /** Where `Sec-GPC: 1` is a binding opt-out; elsewhere it may be honoured too. */
  readonly globalPrivacyControl: ReadonlySet<PlaceCode>
  readonly minors: readonly MinorRule[]
}

/** What a known anonymizer does to the place: nobody knows it, or it counts as reported. */
export const ANONYMIZER_PLACES = ['unknown-place', 'as-reported'] as const

/** What a part of a country has of its own. */
export const PART_PURPOSES = ['ratings', 'privacy', 'embargo'] as const

/** `rules/policies/geo.json`, but for the codes that mean an unknown place. */
export interface GeoPolicy {
  readonly anonymizers: Readonly<Record<'tor' | 'vpn', (typeof ANONYMIZER_PLACES)[number]>>
  /**
   * Territories whose residents keep their home rights in each other (confirmed ones only: this widens).
   * Maturity and clock stay the stricter of home and here.
   */
  readonly portability: ReadonlySet<TerritoryCode>
  /** Parts of countries with something of their own. */
  readonly parts: ReadonlyMap<PlaceCode, { readonly name: string; readonly for: readonly string[] }>
}

/** `rules/policies/page.json`: what may stand beside what. */
export interface PagePolicy {
  /** Surfaces about one title: a decision there has no greater gate age than that title. */
  readonly aboutOneTitle: readonly string[]
  /** Gate age, in years, of a page whose title has no rating. */
  readonly unratedAge: number
  readonly trustSpaces: readonly TrustSpace[]
}

/** Where a kids profile is a space apart. */
export interface TrustSpace {
  readonly territory: TerritoryCode
  /** Nothing above this gate age, in years. */
  readonly maxAge: number
  /** Whether it may promote titles that are themselves outside. */
  readonly promotesOthers: boolean
}

/** A descriptor that keeps an asset from some viewers. Confirmed or not, it counts: it only ever refuses. */
export interface DescriptorRule {
  readonly descriptors: readonly string[]
  readonly territories: readonly TerritoryCode[]
  /** Refused for viewers whose cap, in years, is below; `kids`: for kids profiles. */
  readonly below: number | 'kids'
}

/** `rules/policies/descriptors.json`. */
export interface DescriptorPolicy {
  readonly refused: readonly DescriptorRule[]
  readonly required: readonly RequiredDescriptor[]
}

/** Where an asset without any descriptor may not be promoted. */
export interface RequiredDescriptor {
  readonly territories: readonly TerritoryCode[]
  /** The gate age, in years, from which a descriptor is owed; what is below needs no warning. */
  readonly fromAge: number
}
