import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LiftDifference } from '../../../src/experiment/analysis/estimate/effect.ts'
import type { ArmMoments, MetricKind } from '../../../src/experiment/analysis/moments/moments.ts'

type Numbers = Readonly<Partial<Record<'value' | 'low' | 'high' | 'se' | 'p', number>>>

interface PublishedNumbers extends Numbers {
  readonly sequential?: Numbers
}

/** A case of gbstats' own tests, with the numbers that they publish. */
export interface PublishedCase {
  readonly name: string
  /** Where it is published, in gbstats' tests. */
  readonly source: string
  readonly kind: MetricKind
  readonly difference: LiftDifference
  readonly tuning: number
  readonly alpha: number
  readonly arms: readonly [ArmMoments, ArmMoments]
  /** The field with a sum that no units have: such moments are refused, and the formulas alone are compared. */
  readonly impossible?: string
  readonly expected: PublishedNumbers & {
    readonly means?: readonly (number | null)[]
    readonly state?: string
    readonly cuped?: PublishedNumbers & { readonly deviations?: readonly (number | null)[] }
  }
}

/** The cases that a two-sided analysis of sums by arm can be asked for. */
export const PUBLISHED = JSON.parse(
  readFileSync(join(import.meta.dirname, 'gbstats.json'), 'utf8'),
) as readonly PublishedCase[]
