import type { LearnedPoints } from '../../model/learned/learned-bounds.ts'
import type { MeasuredMean } from '../measures/interval.ts'

/** Where the points of a run come from: held-out viewers, the run before, or none are learned and the rules' own hold. */
export type TermsSource = 'fitted' | 'previous' | 'rules'

/** What a run says of its points of terms. */
export interface TermsReport {
  readonly source: TermsSource
  /** In words. */
  readonly why: string
  /** What was tried; null: nothing was. */
  readonly trial: TermsTrial | null
}

/** Points that were tried on viewers of a day that nothing was learned from. */
export interface TermsTrial {
  /** The day that was held out. */
  readonly day: string
  /** Viewers by whom points were chosen, and others by whom they were measured. */
  readonly units: { readonly chosenBy: number; readonly measuredBy: number }
  /** What those viewers saw that day. */
  readonly impressions: number
  /** The values that were tried, by term. */
  readonly grid: Readonly<Record<string, readonly number[]>>
  readonly points: { readonly rules: LearnedPoints; readonly chosen: LearnedPoints }
  /** Mean NDCG@10 of what the others saw, by the rules' points and by those chosen, and the gain with 95 %. */
  readonly ndcg10: { readonly rules: number; readonly chosen: number; readonly gain: MeasuredMean }
}
