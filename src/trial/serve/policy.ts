import type { AssetId, TitleId } from '../../model/fields/identifier.ts'
import type { MadeUpViewer } from '../world/audience.ts'
import type { MadeUpTitle } from '../world/catalogue.ts'
import type { Screen } from '../world/screens.ts'

/** One item of a page, in its place. */
export interface ShownItem {
  readonly assetId: AssetId
  /** The chance that it was chosen here, given those above it. */
  readonly propensity: number
}

/** A visit so far. */
export interface Visit {
  readonly viewer: MadeUpViewer
  /** Names the visit: the same visit has the same one under every policy. */
  readonly id: string
  readonly now: number
  /** Titles that the viewer has started, in this visit and before. */
  readonly started: ReadonlySet<TitleId>
  /** What this visit was shown, oldest first. */
  readonly shown: readonly AssetId[]
  /** What was started in this visit, oldest first. */
  readonly starts: readonly AssetId[]
}

/** What an impression came to. */
export interface Seen extends ShownItem {
  readonly viewer: MadeUpViewer
  /** Day from 0. */
  readonly day: number
  readonly surface: Screen['surface']
  readonly position: number
  /** It was deliberately started. */
  readonly started: boolean
}

/** Something that decides what visits are shown, and may learn from what came of it. */
export interface Policy {
  /**
   * Begins a day.
   * @param titles that have arrived
   */
  startDay(day: { readonly number: number; readonly now: number; readonly titles: readonly MadeUpTitle[] }): void
  page(visit: Visit, screen: Screen): readonly ShownItem[]
  /** What came of a visit, once it is over. */
  took(visit: Visit, seen: readonly Seen[]): void
}
