import type { SlatePolicy } from '../../model/policies/slate-policy.ts'

/** The task of a composition. */
export interface SlatePlan {
  readonly policy: SlatePolicy
  /** Slots to fill. Backups are the last ones: include them here and split the picks. */
  readonly count: number
  /** Position of the first slot on the surface; a feed continues the count from page to page. */
  readonly firstPosition: number
  /**
   * True for a page about one title: the screen rules nothing out, and the rules on titles, franchises and clusters do
   * not apply.
   */
  readonly pinned: boolean
  /** How many more caps can be remembered: nothing is shown under a cap that there is no room to count. */
  readonly capRoom: number
  /** True if the caller wants only the picks: no rejections are reported. Default: false. */
  readonly picksAlone?: boolean
  /** How an asset is chosen for a title that has several; null: no choice sticks. */
  readonly sticky: Sticky | null
}

/** The input of a sticky choice. */
export interface Sticky {
  /** The key that choices belong to: a subject's or a session's. */
  readonly viewerKey: string
  /** Decision time, milliseconds since 1970 UTC. */
  readonly now: number
  /** Asset (by the pool's hash) → when the session chose it for its title: the greater the number, the later. */
  readonly remembered: ReadonlyMap<number, number>
}

/** Assets and titles that other placements have put on the screen. */
export interface SlateScreen {
  readonly assets: ReadonlySet<number>
  readonly titles: ReadonlySet<number>
}
