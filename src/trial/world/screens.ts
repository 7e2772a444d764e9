import type { RegionId } from '../../model/nouns/region.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'

/** Where all viewers of a trial are. */
export const TRIAL_REGION: RegionId = 'dach'

/** One page that a visit asks for. */
export interface Screen {
  readonly surface: SurfaceId
  readonly count: number
  /** The chance that an item in each place is looked at. */
  readonly looked: readonly number[]
}

/** What a visit asks for, in this order: the hero, some clips of the feed, and what comes after something was watched. */
export const SCREENS: readonly Screen[] = [
  { surface: 'home-hero', count: 3, looked: [1, 0.7, 0.5] },
  { surface: 'clips-feed', count: 4, looked: [1, 0.9, 0.81, 0.73] },
  { surface: 'post-play', count: 3, looked: [1, 0.8, 0.6] },
]
