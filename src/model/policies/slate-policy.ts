import type { PRIORITIES } from '../nouns/campaign-vocabulary.ts'
import type { SurfaceId } from '../nouns/surface.ts'

/**
 * The constraints that a slate keeps as long as it can. If no candidate keeps all of them, a pick breaks as little as
 * possible; the order is data. What is never broken (an asset once, a title once on the screen, kids and mature apart)
 * is not listed, because nothing can relax it.
 */
export const SLATE_CONSTRAINTS = ['cluster-run', 'franchise-run', 'tier', 'title-window', 'separation'] as const
export type SlateConstraint = (typeof SLATE_CONSTRAINTS)[number]

/** How a surface treats repeated titles: `once` on the screen, or `spaced` by others. */
export const TITLE_RULES = ['once', 'spaced'] as const

/** The greatest share of the slate, 0 to 1, that each tier takes. */
export type TierShares = Readonly<Record<(typeof PRIORITIES)[number], number>>

/** How one surface composes a slate: its row of `rules/slate.json`, where each value has its unit and its why. */
export interface SlatePolicy {
  readonly surface: SurfaceId
  readonly titles: (typeof TITLE_RULES)[number]
  /** Length of the windows in items, this one included; windows run on across pages. */
  readonly window: number
  /** Most items of a title in any window. */
  readonly mostOfTitle: number
  /** Most items of a franchise in a row; a title without one counts as its own. */
  readonly franchiseRun: number
  /** Most items of a genre cluster in a row. */
  readonly clusterRun: number
  /**
   * The factor that each earlier item of the same source or title applies to a score, and the share that always
   * remains; 0 to 1.
   */
  readonly sourceDecay: number
  readonly sourceFloor: number
  /** λ of maximal marginal relevance: 1 uses the score alone. */
  readonly mmrLambda: number
  /** Points that full likeness costs in it. */
  readonly twinPoints: number
  /** Least items between two that share an exclusion label. */
  readonly separationGap: number
  /** `strict`: a weaker tier plays only where the stronger ones leave room. */
  readonly tiers: 'strict' | TierShares
  /** Points that each tier above evergreen adds, on surfaces where tiers have shares. */
  readonly tierLead: number
  /** Every n-th slot is reserved for assets with few impressions; null: none is. */
  readonly newAssetEvery: number | null
  /** Score difference, in points, at which the chance falls by a factor of e; 0: no exploration, the best is taken. */
  readonly temperature: number
  /** Share of the choices, 0 to 1, that is spread evenly over the head. */
  readonly floor: number
  /** Number of best candidates that a pick is drawn from. */
  readonly head: number
  /** Days that the asset chosen for a title stays the same for a viewer; 0: it does not. */
  readonly stickyDays: number
  /** Number of items after which the surface ends; null: it does not end. */
  readonly end: number | null
  /** Constraints, the first to be relaxed first. */
  readonly relaxationOrder: readonly SlateConstraint[]
}
