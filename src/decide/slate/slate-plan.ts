import type { SlatePolicy } from '../../model/policies/slate-policy.ts'

/** What a slate is composed for. */
export interface SlatePlan {
  readonly policy: SlatePolicy
  /** Places to fill. Backups are the last ones: ask for them here, and part the picks. */
  readonly count: number
  /** Position of the first place on the surface; a feed counts on from page to page. */
  readonly firstPosition: number
  /** About one title: the screen is no bar, and rules of titles, franchises and clusters have nothing to choose from. */
  readonly pinned: boolean
  /** How many caps can be remembered that are not yet: nothing is shown under a cap that would have to be forgotten. */
  readonly capRoom: number
  /** Nobody asks why the others are not in it: none is said to be rejected. Default: false. */
  readonly picksAlone?: boolean
  /** The choice of an asset for a title that has several; null: none sticks. */
  readonly sticky: Sticky | null
}

/** What a sticky choice is made from. */
export interface Sticky {
  /** Who it sticks to: a subject's or a session's key. */
  readonly viewerKey: string
  /** Decision time, milliseconds since 1970 UTC. */
  readonly now: number
  /** Asset, in the numbers of the pool → when the session chose it for its title: the greatest number the latest. */
  readonly remembered: ReadonlyMap<number, number>
}

/** Assets and titles that other placements have put on the screen. */
export interface SlateScreen {
  readonly assets: ReadonlySet<number>
  readonly titles: ReadonlySet<number>
}
