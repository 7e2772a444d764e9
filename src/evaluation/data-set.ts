/** A title of a data set; its number is its place in the list. */
export interface EvaluatedItem {
  /** As the data set names it. */
  readonly id: string
  readonly genres: readonly string[]
  readonly tags: readonly string[]
  /** Year of release; null: not known. */
  readonly year: number | null
}

/** A viewer did something with an item. */
export interface Interaction {
  readonly viewer: number
  readonly item: number
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly liked: boolean
}

/** Items that were put before a viewer together. */
export interface ShownGroup {
  readonly viewer: number
  readonly items: readonly { readonly item: number; readonly liked: boolean }[]
}

/** What an evaluation learns from and is held to. */
export interface DataSet {
  readonly items: readonly EvaluatedItem[]
  /** How many viewers there are: their numbers are below. */
  readonly viewers: number
  readonly interactions: readonly Interaction[]
  /** Null: each viewer's held-out likes are looked for among all that they have not seen. */
  readonly groups: readonly ShownGroup[] | null
}
