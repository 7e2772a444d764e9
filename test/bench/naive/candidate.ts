/**
 * The schedule as one would first hold it: an array of plain objects, one a candidate, ready for one territory.
 * Nothing here is the product's: it goes through JSON into other processes, and rule engines read its fields.
 */

/** Half-open. Instants are milliseconds since 1970 UTC, hours minutes of the local week; open ends are very large. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface Rated {
  readonly state: 'rated' | 'unrated' | 'refused'
  readonly age: number
}

/** One candidate with all that the gates, the ranking and an answer look at. */
export interface NaiveCandidate {
  /** The candidate's number in the snapshot. */
  readonly index: number
  readonly assetId: string
  readonly campaignId: string
  readonly titleId: string
  readonly name: string
  readonly url: string
  readonly assetWindows: readonly Span[]
  readonly campaignWindows: readonly Span[]
  /** Always at least one span. */
  readonly hours: readonly Span[]
  readonly offers: readonly Span[]
  readonly embargoUntil: number
  readonly worldwide: boolean
  readonly rating: Rated
  readonly bandAge: number
  readonly aspect: string
  readonly kind: string
  readonly renditions: readonly { readonly codec: string; readonly height: number }[]
  readonly languages: readonly string[]
  readonly surfaces: readonly string[]
  readonly kids: 'any' | 'only' | 'never'
  readonly devices: readonly string[]
  readonly entitlements: readonly string[]
  /** Tiers above evergreen. */
  readonly priority: number
  readonly weight: number
  /** Its weight counts so many times. */
  readonly need: number
  /** Milliseconds since 1970 UTC; null when unknown. */
  readonly releasedAt: number | null
}

/** What one request says, as far as gates and ranking look at it: no kids profile, at the candidates' own place. */
export interface NaiveRequest {
  readonly now: number
  /** Minutes since Monday 00:00 on the viewer's wall clock. */
  readonly minuteOfWeek: number
  readonly surface: { readonly id: string; readonly aspects: readonly string[]; readonly kinds: readonly string[] }
  readonly cap: number
  readonly device: string
  readonly codecs: readonly string[]
  readonly maxHeight: number
  readonly entitlements: readonly string[]
  readonly language: string
}
