import type { PRIORITIES } from '../nouns/campaign-words.ts'
import type { SurfaceId } from '../nouns/surface.ts'

/**
 * What a slate keeps to as long as it can. Where nothing is left that keeps to all of it, a pick breaks as
 * little as it can; the order is data. What is never broken (an asset once, a title once on the screen, kids
 * and mature apart) has no name here, since nothing can relax it.
 */
export const SLATE_CONSTRAINTS = ['cluster-run', 'franchise-run', 'tier', 'title-window', 'separation'] as const
export type SlateConstraint = (typeof SLATE_CONSTRAINTS)[number]

/** How a surface treats titles that come back: `once` on the screen, or `spaced` by others. */
export const TITLE_RULES = ['once', 'spaced'] as const

/** The greatest share of the slate, 0 to 1, that each tier takes. */
export type TierShares = Readonly<Record<(typeof PRIORITIES)[number], number>>

/** How one surface composes a slate: its row of `rules/slate.json`, where each value has its unit and its why. */
export interface SlatePolicy {
  readonly surface: SurfaceId
  readonly titles: (typeof TITLE_RULES)[number]
  /** Items, this one included, that windows look at; they run on over the borders of pages. */
  readonly window: number
  /** Most items of a title in any window. */
  readonly mostOfTitle: number
  /** Most items of a franchise in a row; a title without one counts as its own. */
  readonly franchiseRun: number
  /** Most items of a genre cluster in a row. */
  readonly clusterRun: number
  /** What each earlier item of the same source or title leaves of a score, and what always remains; 0 to 1. */
  readonly sourceDecay: number
  readonly sourceFloor: number
  /** Maximal marginal relevance: 1 looks at the score alone. */
  readonly mmrLambda: number
  /** What being a twin counts in it, in points. */
  readonly twinPoints: number
  /** Least items between two that share an exclusion label. */
  readonly separationGap: number
  /** `strict`: a weaker tier plays only where the stronger ones leave room. */
  readonly tiers: 'strict' | TierShares
  /** Points by which each tier above evergreen is ahead, where tiers have shares. */
  readonly tierLead: number
  /** Every so manieth place is kept for assets with few impressions; null: none is. */
  readonly newAssetEvery: number | null
  /** Points in which the chance of a choice falls by e; 0: no exploration, the best is taken. */
  readonly temperature: number
  /** Share of the choices, 0 to 1, that is spread evenly over the head. */
  readonly floor: number
  /** How many of the best a choice is drawn from. */
  readonly head: number
  /** Days that the asset chosen for a title stays the same for a viewer; 0: it does not. */
  readonly stickyDays: number
  /** Items after which the surface has ended; null: it does not end. */
  readonly end: number | null
  /** Constraints, the first to be relaxed first. */
  readonly relaxationOrder: readonly SlateConstraint[]
}
