import type { TerritoryCode } from '../nouns/region.ts'

/** A country, or a part of it: ISO 3166-1 `UA`, ISO 3166-2 `UA-43`. */
export type PlaceCode = string

/** A place where nothing at all may be served, by the operator's order: answered 451, without any title. */
export interface EmbargoRule {
  readonly place: PlaceCode
  readonly reason: string
  /** `YYYY-MM-DD`: review date by which somebody has to confirm it. It stays in force until it is removed. */
  readonly reviewBy: string
}

/** The protections that a law can require for a minor. */
export const MINOR_PROTECTIONS = ['identifier', 'profiling', 'age-data-reuse'] as const

/** A law that protects viewers below an age. It applies whether confirmed or not, because it only ever forbids. */
export interface MinorRule {
  readonly places: readonly PlaceCode[]
  /** Protects viewers younger than this, in years. */
  readonly below: number
  /** `identifier`: no stored id. `profiling`: no profile. `age-data-reuse`: the age serves no other end. */
  readonly forbids: readonly (typeof MINOR_PROTECTIONS)[number][]
}

/** `rules/policies/privacy.json`, except the consent ages, which are in each territory's row. */
export interface PrivacyPolicy {
  /** Places where `Sec-GPC: 1` is a binding opt-out; elsewhere it may be honoured too. */
  readonly globalPrivacyControl: ReadonlySet<PlaceCode>
  readonly minors: readonly MinorRule[]
}

/** How the place reported for a known anonymizer is treated: as unknown, or as reported. */
export const ANONYMIZER_PLACES = ['unknown-place', 'as-reported'] as const

/** What a part of a country can have rules of its own for. */
export const PART_PURPOSES = ['ratings', 'privacy', 'embargo'] as const

/** `rules/policies/geo.json`, except the codes that mean an unknown place. */
export interface GeoPolicy {
  readonly anonymizers: Readonly<Record<'tor' | 'vpn', (typeof ANONYMIZER_PLACES)[number]>>
  /**
   * Territories whose residents keep their home rights in each other (confirmed ones only: this widens).
   * Maturity and clock stay the stricter of home and here.
   */
  readonly portability: ReadonlySet<TerritoryCode>
  /** Parts of countries with rules of their own. */
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

/** A place where kids profiles form a closed space. */
export interface TrustSpace {
  readonly territory: TerritoryCode
  /** Greatest gate age inside, in years. */
  readonly maxAge: number
  /** Whether it may promote titles that are outside the space. */
  readonly promotesOthers: boolean
}

/**
 * A descriptor that withholds an asset from some viewers. It applies whether confirmed or not, because it only ever
 * refuses.
 */
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

/** A place where an asset without any descriptor must not be promoted. */
export interface RequiredDescriptor {
  readonly territories: readonly TerritoryCode[]
  /** Gate age, in years, from which a descriptor is required; content below needs no warning. */
  readonly fromAge: number
}
