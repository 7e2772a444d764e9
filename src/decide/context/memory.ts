/** What is remembered of a viewer: by the session that the device carries, and by a profile that they agreed to. */
export interface Memory {
  /** Taste of the profile, int8; empty: none. Counts for those alone who agreed. */
  readonly profile: ArrayLike<number>
  /** Taste that the session taught, int8, as it is now; empty: none. */
  readonly session: ArrayLike<number>
  /** `hash32` of titles that were watched, and of titles that the viewer does not want: neither is shown again. */
  readonly watched: readonly number[]
  readonly unwanted: readonly number[]
  /** `hash32` of assets that the session was shown, oldest first: they tire, and in a feed they come last. */
  readonly shown: readonly number[]
  /** `hash32` of assets of the feed's pages before this one, oldest first: their windows run on. */
  readonly recent: readonly number[]
  /** Choices that stay: `hash32` of a title, and of the asset that stands for it. */
  readonly sticky: readonly (readonly [title: number, asset: number])[]
  /** Whom a choice sticks to: a short hash of a consented subject, or of the session. */
  readonly viewerKey: string
}

/** A first request: nothing is remembered. */
export const NO_MEMORY: Memory = {
  profile: [],
  session: [],
  watched: [],
  unwanted: [],
  shown: [],
  recent: [],
  sticky: [],
  viewerKey: '',
}
