/** The spaces that tastes lie in, each as the `hash32` of its name; 0: none. */
export interface TasteSpaces {
  readonly profile: number
  readonly session: number
}

/** What is remembered of a viewer: by the session that the device carries, and by a profile that they agreed to. */
export interface Memory {
  /** Taste vector of the profile, int8; empty: none. It counts only for viewers who agreed to it. */
  readonly profile: ArrayLike<number>
  /** Taste vector learned in the session, int8, as it is now; empty: none. */
  readonly session: ArrayLike<number>
  /**
   * Where both lie. A taste of another space than a snapshot's, or its arm's, says nothing there. Left out: in the space of
   * whatever is asked.
   */
  readonly spaces?: TasteSpaces
  /** `hash32` of titles that the viewer has watched or does not want. Neither is shown again. */
  readonly watched: readonly number[]
  readonly unwanted: readonly number[]
  /** `hash32` of assets that the session was shown, oldest first. They score less, and a feed shows them last. */
  readonly shown: readonly number[]
  /**
   * `hash32` of assets on earlier pages of the feed, oldest first: the windows of the slate's rules run on over them.
   */
  readonly recent: readonly number[]
  /** Sticky choices: `hash32` of a title, and of the asset that stands for it. */
  readonly sticky: readonly (readonly [title: number, asset: number])[]
  /** The key that sticky choices belong to: a short hash of a consented subject, or of the session. */
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
